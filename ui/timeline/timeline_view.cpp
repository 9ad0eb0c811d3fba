// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "ui/timeline/frame_painter.h"
#include "ui/timeline/moment.h"
#include "ui/timeline/timeline_layers.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double overview_height = 30;
constexpr double overview_gap = 6;

} // namespace

TimelineView::TimelineView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(
        tr("What each thread and process did over time; the statistics hold the same as a table"));
    setToolTip(
        tr("Drag to select, W and S to zoom, A and D to move")); // replaced by what is under the pointer
    setFocusPolicy(Qt::StrongFocus);
    buildPlot();
    applyTheme();
    updateLayout();
}

TimelineView::~TimelineView() = default;

void TimelineView::buildPlot() {
    plot_ = new QCustomPlot(this);
    plot_->setObjectName(QStringLiteral("timelinePlot"));
    plot_->setAccessibleName(tr("Timeline picture"));
    plot_->setFocusPolicy(Qt::NoFocus); // the view itself takes the keys
    plot_->installEventFilter(this);
    plot_->axisRect()->setAutoMargins(QCP::msNone);
    plot_->axisRect()->setMargins(QMargins(0, 0, 0, 0));
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis, plot_->xAxis2, plot_->yAxis2}) {
        axis->setVisible(false); // names and ticks are drawn by the frame, on paper as here
        axis->grid()->setVisible(false);
    }
    plot_->addLayer(QStringLiteral("surround"), plot_->layer(QStringLiteral("main")), QCustomPlot::limAbove);
    rows_ = new RowsPlottable(plot_->xAxis, plot_->yAxis, *this);
    surround_ = new FrameLayer(plot_, *this);
    surround_->setLayer(QStringLiteral("surround"));
    overlay_ = new CursorLayer(plot_, *this);
    overlay_->setLayer(QStringLiteral("overlay")); // the library's, which has a picture of its own anyway

    scroll_bar_ = new QScrollBar(Qt::Vertical, this);
    scroll_bar_->setObjectName(QStringLiteral("timelineScroll"));
    scroll_bar_->setAccessibleName(tr("Scroll lanes"));
    scroll_bar_->setToolTip(tr("Scroll lanes"));
    connect(scroll_bar_, &QScrollBar::valueChanged, this, [this](int value) {
        frame_.layout.scroll_to(value);
        redraw();
    });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(plot_, 1);
    layout->addWidget(scroll_bar_);
}

void TimelineView::applyTheme() {
    frame_.theme = &theme_for(palette());
    frame_.font = font();
    frame_.font.setPixelSize(QFontInfo(font()).pixelSize());
    plot_->setBackground(QBrush(frame_.theme->background));
}

QRectF TimelineView::overviewRect() const {
    const QRectF& plot = frame_.layout.plot();
    return {plot.left(), 4, plot.width(), overview_height - 4};
}

QRectF TimelineView::axisRect() const {
    const QRectF& plot = frame_.layout.plot();
    return {frame_.layout.labels().left(), plot.bottom(), plot_->width() - frame_.layout.labels().left(),
            plot_->height() - plot.bottom()};
}

void TimelineView::updateLayout() {
    const double scroll = frame_.layout.scroll();
    const QFontMetricsF metrics(frame_.font);
    const double width = plot_->width();
    const double height = plot_->height();
    const double labels = frame_.trace == nullptr ? 0 : label_width(frame_, std::floor(width * 0.3));
    const double axis = std::ceil(metrics.height() + 10);
    const double top = overview_height + overview_gap;
    const double room = std::max(1.0, height - top - axis);
    const auto lanes = static_cast<std::size_t>(std::ranges::count_if(
        frame_.rows, [](const TimelineRow& row) { return row.kind == TimelineRow::Kind::lane; }));
    const QRectF label_place(0, top, labels, room);
    const QRectF plot_place(labels, top, std::max(1.0, width - labels - 8), room);
    frame_.layout = TimelineLayout(
        label_place, plot_place, lanes, frame_.rows.size() - lanes,
        {.least = std::ceil(metrics.height() * 1.5), .most = std::ceil(metrics.height() * 4.2)});
    frame_.layout.scroll_to(scroll);
    const QSignalBlocker quiet(scroll_bar_);
    scroll_bar_->setRange(0, static_cast<int>(std::ceil(frame_.layout.most_scroll())));
    scroll_bar_->setPageStep(static_cast<int>(room));
    scroll_bar_->setSingleStep(static_cast<int>(frame_.layout.row_height()));
    scroll_bar_->setValue(static_cast<int>(frame_.layout.scroll()));
    scroll_bar_->setVisible(frame_.layout.most_scroll() > 0);
}

void TimelineView::setTrace(std::shared_ptr<const Trace> trace) {
    const bool was_following = isFollowing();
    trace_ = std::move(trace);
    frame_.trace = trace_.get();
    frame_.rows.clear();
    frame_.chosen_row = static_cast<std::size_t>(-1);
    cursor_.reset();
    loose_mark_.reset();
    marks_.clear();
    waiters_.clear();
    focused_ = false;
    drag_ = Drag::none;
    shown_version_ = 0;
    viewport_.reset(trace_ ? whole_range(*trace_) : TimeRange{0, 1'000});
    frame_.range = viewport_.range();
    if (selection_)
        clearSelection();
    if (trace_)
        frame_.rows = timeline_rows(*trace_);
    updateLayout();
    redraw();
    if (!was_following)
        emit followingChanged(true);
    refresh();
}

void TimelineView::refresh() {
    if (!trace_)
        return;
    const std::uint64_t version = trace_->version();
    if (version == shown_version_)
        return;
    shown_version_ = version;
    viewport_.set_whole(whole_range(*trace_));
    frame_.live_end = trace_->time_end();
    const TimeRange before = frame_.range;
    frame_.range = viewport_.range();
    std::vector<TimelineRow> rows = timeline_rows(*trace_);
    if (rows != frame_.rows) {
        // An object's row moves down when a lane appears above it: what was chosen stays chosen.
        std::optional<TimelineRow> chosen;
        if (frame_.chosen_row < frame_.rows.size())
            chosen = frame_.rows[frame_.chosen_row];
        frame_.rows = std::move(rows);
        if (chosen)
            frame_.chosen_row =
                static_cast<std::size_t>(std::ranges::find(frame_.rows, *chosen) - frame_.rows.begin());
        updateLayout();
    }
    redraw();
    if (before != frame_.range)
        emit visibleRangeChanged(frame_.range.from, frame_.range.until);
}

void TimelineView::redraw() {
    plot_->xAxis->setRange(static_cast<double>(frame_.range.from), static_cast<double>(frame_.range.until));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void TimelineView::redrawCursor() {
    overlay_->layer()->replot();
}

void TimelineView::viewMoved(bool was_following) {
    frame_.range = viewport_.range();
    redraw();
    emit visibleRangeChanged(frame_.range.from, frame_.range.until);
    if (was_following != isFollowing())
        emit followingChanged(isFollowing());
}

std::optional<LaneId> TimelineView::chosenLane() const {
    if (frame_.chosen_row >= frame_.rows.size() ||
        frame_.rows[frame_.chosen_row].kind != TimelineRow::Kind::lane)
        return std::nullopt;
    return static_cast<LaneId>(frame_.rows[frame_.chosen_row].index);
}

void TimelineView::setFollowing(bool following) {
    const bool before = isFollowing();
    viewport_.set_following(following);
    viewMoved(before);
}

void TimelineView::fitAll() {
    const bool before = isFollowing();
    viewport_.fit();
    viewMoved(before);
}

void TimelineView::showRange(qint64 from, qint64 until) {
    const bool before = isFollowing();
    viewport_.show({from, std::max(until, from + 1)});
    viewMoved(before);
}

void TimelineView::zoomBy(double factor, double pixel) {
    if (!trace_)
        return;
    const bool before = isFollowing();
    viewport_.zoom(factor, timeAt(pixel));
    viewMoved(before);
}

void TimelineView::panBy(double share) {
    if (!trace_)
        return;
    const bool before = isFollowing();
    viewport_.pan(share);
    viewMoved(before);
}

void TimelineView::undoView() {
    const bool before = isFollowing();
    if (viewport_.undo())
        viewMoved(before);
}

void TimelineView::redoView() {
    const bool before = isFollowing();
    if (viewport_.redo())
        viewMoved(before);
}

void TimelineView::goTo(int lane, qint64 time) {
    if (!trace_ || lane < 0 || static_cast<std::size_t>(lane) >= frame_.layout.lane_rows())
        return;
    choose(rowOf(static_cast<std::size_t>(lane)), time);
}

std::size_t TimelineView::rowOf(std::size_t lane) const {
    const TimelineRow row{TimelineRow::Kind::lane, lane};
    return static_cast<std::size_t>(std::ranges::find(frame_.rows, row) - frame_.rows.begin());
}

void TimelineView::select(const TimeRange& range) {
    selection_ = range;
    selection_summary_ = trace_ ? summary_of(*trace_, range) : QString();
    focused_ = false;
    redrawCursor();
    emit selectionChanged(range.from, range.until, selection_summary_);
}

void TimelineView::clearSelection() {
    if (!selection_)
        return;
    selection_.reset();
    redrawCursor();
    emit selectionChanged(0, 0, QString());
}

void TimelineView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange &&
        event->type() != QEvent::StyleChange)
        return;
    applyTheme();
    updateLayout();
    redraw();
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layout()->activate(); // the plot has its new size before the rows are placed in it
    updateLayout();
    redraw();
}

} // namespace interleave
