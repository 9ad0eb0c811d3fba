// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "ui/run/shown_arrangement.h"
#include "ui/timeline/row_control.h"
#include "ui/timeline/rows_button.h"
#include "ui/timeline/timeline_keys.h"
#include "ui/timeline/timeline_layers.h"
#include "ui/timeline/timeline_menu.h"
#include "ui/timeline/timeline_pointer.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

QString what_it_shows() {
    return TimelineView::tr(
        "What each thread and process did over time; the statistics hold the same as a table");
}

} // namespace

TimelineView::TimelineView(Navigation& navigation, ShownArrangement& arrangement, QWidget* parent)
    : QWidget(parent)
    , navigation_(navigation)
    , arrangement_(arrangement)
    , model_(navigation)
    , pointer_(new TimelinePointer(model_, navigation, this))
    , keys_(new TimelineKeys(model_, navigation, *pointer_, this))
    , rows_(new RowControl(model_, navigation, arrangement, this))
    , menu_(new TimelineMenu(model_, navigation, rows_->actions(), this)) {
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(what_it_shows());
    setToolTip(
        tr("Drag to select, W and S to zoom, A and D to move")); // replaced by what is under the pointer
    setFocusPolicy(Qt::StrongFocus);
    buildPlot();
    connectKeys();
    connectPointer();
    connectRows();
    connect(&navigation_, &Navigation::changed, this, &TimelineView::navigationChanged);
    applyTheme();
    place();
}

TimelineView::~TimelineView() = default;

RowsButton* TimelineView::rowsButton() const {
    return rows_->button();
}

void TimelineView::buildPlot() {
    plot_ = new QCustomPlot(this);
    plot_->setObjectName(QStringLiteral("timelinePlot"));
    plot_->setAccessibleName(tr("Timeline picture"));
    plot_->setFocusPolicy(Qt::NoFocus); // the view itself takes the keys
    plot_->installEventFilter(this);
    plot_->axisRect()->setAutoMargins(QCP::msNone);
    plot_->axisRect()->setMargins(QMargins(0, 0, 0, 0));
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis, plot_->xAxis2, plot_->yAxis2}) {
        axis->setVisible(false); // the frame draws names and ticks, as in exported pictures
        axis->grid()->setVisible(false);
    }
    plot_->addLayer(QStringLiteral("surround"), plot_->layer(QStringLiteral("main")), QCustomPlot::limAbove);
    new RowsPlottable(plot_->xAxis, plot_->yAxis, model_.frame()); // the plot owns its layers
    auto* surround = new FrameLayer(plot_, model_);
    surround->setLayer(QStringLiteral("surround"));
    overlay_ = new CursorLayer(plot_, model_, overlay_data_);
    overlay_->setLayer(QStringLiteral("overlay")); // QCustomPlot's own layer, which is buffered
    // Several quick moves make one replot, which shows the last of them.
    connect(plot_, &QCustomPlot::beforeReplot, this, &TimelineView::prepareDrawing);

    scroll_bar_ = new QScrollBar(Qt::Vertical, this);
    scroll_bar_->setObjectName(QStringLiteral("timelineScroll"));
    scroll_bar_->setAccessibleName(tr("Scroll lanes"));
    scroll_bar_->setToolTip(tr("Scroll lanes"));
    connect(scroll_bar_, &QScrollBar::valueChanged, this, [this](int value) {
        model_.scroll_to(value);
        redraw();
    });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(plot_, 1);
    layout->addWidget(scroll_bar_);
}

void TimelineView::connectKeys() {
    connect(keys_, &TimelineKeys::pageWanted, scroll_bar_, [this](int pages) {
        scroll_bar_->triggerAction(pages > 0 ? QAbstractSlider::SliderPageStepAdd
                                             : QAbstractSlider::SliderPageStepSub);
    });
    connect(keys_, &TimelineKeys::foldWanted, rows_, &RowControl::fold);
    connect(keys_, &TimelineKeys::rowActionWanted, &rows_->actions(),
            [this](RowAction action) { rows_->actions().perform(action, model_.chosen_row()); });
    connect(keys_, &TimelineKeys::rowsMenuWanted, rows_, &RowControl::openMenu);
    connect(keys_, &TimelineKeys::menuWanted, menu_, [this] { menu_->openForChoice(*plot_); });
    connect(keys_, &TimelineKeys::noteWanted, this, &TimelineView::noteWanted);
    connect(keys_, &TimelineKeys::pathWanted, this, &TimelineView::pathWanted);
}

void TimelineView::connectPointer() {
    connect(pointer_, &TimelinePointer::focusWanted, this, [this] { setFocus(Qt::MouseFocusReason); });
    connect(pointer_, &TimelinePointer::scrollWanted, scroll_bar_,
            [this](int pixels) { scroll_bar_->setValue(scroll_bar_->value() + pixels); });
    connect(pointer_, &TimelinePointer::foldWanted, rows_, &RowControl::fold);
    connect(pointer_, &TimelinePointer::rowMoveWanted, &rows_->actions(), &RowActions::moveTo);
    connect(pointer_, &TimelinePointer::menuWanted, menu_,
            [this](const QPointF& at, const QPoint& global) { menu_->openAt(at, global, *plot_); });
    connect(pointer_, &TimelinePointer::grabbed, plot_, [this](bool is_grabbed) {
        if (is_grabbed)
            plot_->setCursor(Qt::ClosedHandCursor);
        else
            plot_->unsetCursor();
    });
    connect(pointer_, &TimelinePointer::moved, this, &TimelineView::redrawOverlay);
    connect(pointer_, &TimelinePointer::hovered, this, [this](const QString& text) {
        const QString note = noteAtPointer();
        emit hoverTextChanged(!note.isEmpty() ? note : text.isEmpty() ? textAtCursor() : text);
    });
    connect(pointer_, &TimelinePointer::toolTipWanted, plot_,
            [this](const QPoint& global, const QString& text) {
                const QString note = noteAtPointer();
                QToolTip::showText(global, note.isEmpty() ? text : note.toHtmlEscaped(), plot_);
            });
}

void TimelineView::connectRows() {
    connect(rows_, &RowControl::placeWanted, this, &TimelineView::place);
    connect(rows_, &RowControl::redrawWanted, this, &TimelineView::redraw);
    connect(rows_, &RowControl::arranged, this, [this] {
        pointer_->cancelDrag();
        scrollToChoice();
        redraw();
    });
    connect(menu_, &TimelineMenu::foldWanted, rows_, &RowControl::fold);
    connect(menu_, &TimelineMenu::noteWanted, this, &TimelineView::noteWanted);
    connect(menu_, &TimelineMenu::pathWanted, this, &TimelineView::pathWanted);
}

void TimelineView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Keyboard)
        menu_->openForChoice(*plot_);
}

void TimelineView::applyTheme() {
    const Theme& theme = theme_for(palette());
    model_.set_look(theme, font());
    plot_->setBackground(QBrush(theme.background));
}

void TimelineView::place() {
    model_.place(plot_->size());
    const TimelineLayout& rows = model_.layout();
    const QSignalBlocker quiet(scroll_bar_);
    scroll_bar_->setRange(0, static_cast<int>(std::ceil(rows.most_scroll())));
    scroll_bar_->setPageStep(static_cast<int>(rows.plot().height()));
    scroll_bar_->setSingleStep(static_cast<int>(rows.row_height()));
    scroll_bar_->setValue(static_cast<int>(rows.scroll()));
    scroll_bar_->setVisible(rows.most_scroll() > 0);
    rows_->placeButton();
}

void TimelineView::setTrace(std::shared_ptr<const Trace> trace) {
    model_.set_trace(std::move(trace));
    pointer_->cancelDrag();
    rows_->askForUsers();
    rows_->tellHidden();
    redraw();
    refresh();
    wantLinksForArrows();
}

void TimelineView::setProcessors(double processors) {
    model_.set_processors(processors);
    redraw();
}

void TimelineView::setRings(std::vector<DeadlockRing> rings) {
    model_.set_rings(std::move(rings));
    place();
    redraw();
}

void TimelineView::setGuards(std::vector<VariableGuards> guards) {
    model_.set_guards(std::move(guards));
    place();
    redraw();
}

void TimelineView::setNotes(std::vector<Note> notes) {
    overlay_data_.notes = std::move(notes);
    redrawOverlay();
}

QString TimelineView::noteAtPointer() const {
    const auto& pointer = pointer_->position();
    for (std::size_t place = 0; pointer && place < overlay_data_.notes.size(); ++place) {
        const Note& note = overlay_data_.notes[place];
        if (note_flag(model_.frame(), note, place).contains(*pointer))
            return tr("Note %1: %2").arg(place + 1).arg(QString::fromStdString(note.text));
    }
    return {};
}

void TimelineView::setLinks(std::shared_ptr<const WaitLinkIndex> links) {
    model_.set_links(std::move(links));
    if (navigation_.arrows() != Navigation::Arrows::none)
        redraw();
}

void TimelineView::setPath(std::shared_ptr<const CriticalPath> path) {
    model_.set_path(std::move(path));
    redraw();
}

/// Links are found only for somebody who sees them, because that takes time from a run.
void TimelineView::wantLinksForArrows() {
    const bool has_lane = navigation_.chosenLane().has_value();
    if (trace() != nullptr && (navigation_.arrows() == Navigation::Arrows::all ||
                               (navigation_.arrows() == Navigation::Arrows::chosen && has_lane)))
        emit linksWanted();
}

void TimelineView::setStale(bool stale) {
    model_.set_stale(stale);
    redraw();
}

void TimelineView::refresh() {
    const TimelineModel::Update update = model_.refresh();
    if (update == TimelineModel::Update::none)
        return;
    if (update == TimelineModel::Update::other_rows)
        rows_->tellHidden();
    if (arrangement_.rows().filter.object != no_object)
        rows_->askForUsers();
    redraw();
}

void TimelineView::redraw() {
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void TimelineView::redrawOverlay() {
    prepareDrawing();
    overlay_->layer()->replot();
}

void TimelineView::prepareDrawing() {
    model_.take_navigation();
    const TimeRange& range = model_.frame().range;
    plot_->xAxis->setRange(static_cast<double>(range.from), static_cast<double>(range.until));

    if (overlay_data_.selection != navigation_.selection()) {
        overlay_data_.selection = navigation_.selection();
        const bool has_words = overlay_data_.selection && trace();
        overlay_data_.selection_summary =
            has_words ? summary_of(*trace(), *overlay_data_.selection) : QString();
    }
    overlay_data_.marks = navigation_.marks();
    if (const auto loose = navigation_.looseMark())
        overlay_data_.marks.push_back(*loose);
    overlay_data_.cursor = navigation_.cursor();
    overlay_data_.frozen_at = navigation_.frozenAt();
    overlay_data_.drop_edge = pointer_->dropEdge();
    overlay_data_.replayed_until = navigation_.isReplaying() ? navigation_.cursor() : std::nullopt;
    const auto& pointer = pointer_->position();
    const bool on_rows = pointer && model_.layout().plot().contains(*pointer);
    overlay_data_.pointer = on_rows ? std::optional(model_.time_at_x(pointer->x())) : std::nullopt;
}

QString TimelineView::textAtCursor() const {
    const std::size_t row = model_.chosen_row();
    const auto time = navigation_.cursor();
    const bool is_told = time && row < model_.row_count() && !model_.is_covered(*time);
    return is_told ? to_line(model_.moment_in(row, *time)) : QString();
}

void TimelineView::tellCursor() {
    const QString text = textAtCursor();
    setAccessibleDescription(text.isEmpty() ? what_it_shows() : text);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    emit hoverTextChanged(text);
}

void TimelineView::setPresenting(double unit) {
    model_.set_presenting(unit);
    place();
    redraw();
}

TimelineOverlay TimelineView::overlay() {
    prepareDrawing(); // a replot may still be queued
    TimelineOverlay shown = overlay_data_;
    shown.pointer.reset();
    shown.rings = model_.frame().rings;
    shown.guards = model_.frame().guards;
    shown.arrows = model_.arrows();
    shown.path = model_.frame().path;
    shown.processors = navigation_.showsProcessors();
    shown.rows = arrangement_.rows();
    shown.drop_edge.reset();
    return shown;
}

void TimelineView::navigationChanged(Navigation::Changes changes) {
    if (changes & Navigation::Rows)
        refresh();
    if (changes & (Navigation::Choice | Navigation::Cursor))
        tellCursor();
    if (changes & Navigation::Choice) {
        if (rows_->button()->tells()) // what is chosen may be hidden
            rows_->tellHidden();
        scrollToChoice();
    }
    if (changes & Navigation::Pointing)
        scrollToPointedOut();
    if (changes & (Navigation::Choice | Navigation::Linking))
        wantLinksForArrows();
    if (changes & (Navigation::VisibleRange | Navigation::Choice | Navigation::Pointing |
                   Navigation::Linking)) // labels are highlighted, arrows are others
        redraw();
    else if (changes & (Navigation::Selection | Navigation::Marks | Navigation::Cursor | Navigation::Frozen |
                        Navigation::Replaying))
        redrawOverlay();
}

void TimelineView::scrollToChoice() {
    scrollTo(model_.chosen_row());
}

/// Somebody is to look at these rows. Where they do not fit at once the first object's counts most, as it is
/// the one that is spoken of where lanes wait for it.
void TimelineView::scrollToPointedOut() {
    const std::vector<std::size_t> rows = model_.pointed_out_rows();
    if (rows.empty())
        return;
    scrollTo(rows.back());
    scrollTo(rows.front());
    const auto of_object = std::ranges::find_if(
        rows, [this](std::size_t row) { return model_.frame().rows[row].kind == TimelineRow::Kind::object; });
    if (of_object != rows.end())
        scrollTo(*of_object);
}

void TimelineView::scrollTo(std::size_t row) {
    if (row >= model_.row_count())
        return;
    const QRectF stripe = model_.layout().stripe(row);
    const QRectF& plot = model_.layout().plot();
    if (stripe.top() < plot.top())
        scroll_bar_->setValue(scroll_bar_->value() - static_cast<int>(plot.top() - stripe.top()));
    else if (row >= model_.layout().pinned_count() && stripe.top() < model_.layout().pinned_bottom())
        scroll_bar_->setValue(scroll_bar_->value() -
                              static_cast<int>(model_.layout().pinned_bottom() - stripe.top()));
    else if (stripe.bottom() > plot.bottom())
        scroll_bar_->setValue(scroll_bar_->value() + static_cast<int>(stripe.bottom() - plot.bottom()));
}

bool TimelineView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        TimelineKeys::claims(static_cast<const QKeyEvent&>(*event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool TimelineView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == plot_ && pointer_->handle(*event))
        return true;
    return QWidget::eventFilter(watched, event);
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    if (!keys_->handle(*event))
        QWidget::keyPressEvent(event);
}

void TimelineView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange &&
        event->type() != QEvent::StyleChange)
        return;
    applyTheme();
    rows_->tellHidden();
    redraw();
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layout()->activate(); // the plot has its new size before the rows are placed in it
    place();
    redraw();
}

} // namespace interleave
