// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_model.h"

#include "ui/rows/missing_marks.h"
#include "ui/rows/ring_painter.h"
#include "ui/rows/work_rows.h"

#include <QFontInfo>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double overview_margin = 4; ///< above it

/// The overview is lower where every row needs its height.
double overview_height(const QSizeF& size) {
    return size.height() < 560 ? 28 : 40;
}
constexpr double right_margin = 8;

double band_height(const QFontMetricsF& metrics) {
    return std::ceil(metrics.height() + 6);
}

/// Returns the object's index in its trace, or object_count().
std::size_t index_of(const Trace& trace, ObjectId id) {
    std::size_t index = 0;
    while (index < trace.object_count() && trace.object(index).id() != id)
        ++index;
    return index;
}

} // namespace

TimelineModel::TimelineModel(const Navigation& navigation) : navigation_(navigation) {}

void TimelineModel::set_trace(std::shared_ptr<const Trace> trace) {
    trace_ = std::move(trace);
    seen_version_ = 0;
    unfolded_.clear();
    frame_.rings.clear();
    frame_.guards.clear();
    frame_.arrows.clear();
    frame_.path.reset();
    links_.reset();
    frame_.sources.clear();
    frame_.rows.clear();
    seen_processors_ = navigation_.showsProcessors();
    users_.reset();
    all_rows_.clear();
    by_hand_ = by_filter_ = {};
    if (!trace_)
        return;
    frame_.sources.push_back({trace_.get(), trace_->time_end()});
    all_rows_ = timeline_rows(*trace_, 0, unfolded_, seen_processors_);
    arrange();
}

bool TimelineModel::arrange() {
    ArrangedRows arranged = arranged_rows(*trace_, all_rows_, arrangement_, users_ ? &*users_ : nullptr);
    by_hand_ = arranged.by_hand;
    by_filter_ = arranged.by_filter;
    if (arranged.rows == frame_.rows)
        return false;
    frame_.rows = std::move(arranged.rows);
    return true;
}

void TimelineModel::set_arrangement(const RowArrangement& arrangement) {
    if (arrangement.filter.object != arrangement_.filter.object)
        users_.reset();
    arrangement_ = arrangement;
    if (trace_)
        arrange();
}

void TimelineModel::set_users(std::optional<std::vector<LaneId>> users) {
    users_ = std::move(users);
    if (trace_)
        arrange();
}

TimelineModel::Update TimelineModel::refresh() {
    if (!trace_)
        return Update::none;
    const std::uint64_t version = trace_->version();
    if (version == seen_version_ && navigation_.showsProcessors() == seen_processors_)
        return Update::none;
    seen_version_ = version;
    seen_processors_ = navigation_.showsProcessors();
    frame_.sources.front().live_end = trace_->time_end();
    all_rows_ = timeline_rows(*trace_, 0, unfolded_, seen_processors_);
    return arrange() ? Update::other_rows : Update::more;
}

bool TimelineModel::toggle_fold(std::size_t row) {
    if (row >= row_count() || !frame_.rows[row].is_of_lanes() ||
        frame_.rows[row].kind == TimelineRow::Kind::process)
        return false;
    const Lane& lane = trace_->lane(frame_.rows[row].index);
    if (frame_.rows[row].kind == TimelineRow::Kind::short_lives)
        unfolded_.insert(group_of(lane));
    else if (!is_short_life(*trace_, lane) || unfolded_.erase(group_of(lane)) == 0)
        return false;
    all_rows_ = timeline_rows(*trace_, 0, unfolded_, seen_processors_);
    arrange();
    return true;
}

void TimelineModel::set_look(const Theme& theme, const QFont& font) {
    frame_.theme = &theme;
    frame_.font = font;
    frame_.font.setPixelSize(QFontInfo(font).pixelSize());
}

void TimelineModel::set_presenting(double unit) {
    presenting_ = unit;
    const bool presents = unit > 0;
    frame_.pattern_scale = presents ? 2 * unit : 1;
    frame_.line_scale = presents ? 2 * unit : 1;
    frame_.name_scale = presents ? 28.0 / 24 : 1;
    frame_.has_details = !presents;
    frame_.least_letters = presents ? static_cast<int>(std::round(18 * unit)) : TimelineFrame{}.least_letters;
}

TimelineLayout::RowHeights TimelineModel::row_heights() const {
    if (presenting_ > 0) { // bars must not be too low for words that can be read from the last row
        const double letters = frame_.font.pixelSize();
        return {.least = std::ceil(1.7 * letters),
                .most = std::round(130 * presenting_),
                .most_of_low = 2 * letters,
                .most_work_row = 2 * letters};
    }
    const double line = QFontMetricsF(frame_.font).height();
    return {.least = std::ceil(line * 1.5),
            .most = std::ceil(line * 14),
            .most_of_low = std::ceil(line * 1.75),
            .most_work_row = std::ceil(line * 1.5)};
}

/// On a projector there is none: it is for whoever moves through a run.
double TimelineModel::overview_and_margin() const {
    return presenting_ > 0 ? 0 : overview_margin + overview_height(size_);
}

void TimelineModel::place(const QSizeF& size) {
    size_ = size;
    const double scroll = frame_.layout.scroll();
    const QFontMetricsF metrics(frame_.font);
    const double most_labels = std::floor(size.width() * 0.3);
    const double labels =
        trace_ ? std::max(label_width(frame_, most_labels), std::min(least_label_width_, most_labels)) : 0;
    const double axis = std::ceil(metrics.height() + 10);
    const double top = overview_and_margin() + band_height(metrics);
    const double room = std::max(1.0, size.height() - top - axis);
    TimelineLayout::RowHeights heights = row_heights();
    if (!frame_.rings.empty())
        heights.least_gap = ring_gap(frame_);
    const auto placed = [&](double height) {
        return TimelineLayout(
            QRectF(0, top, labels, height),
            QRectF(labels, top, std::max(1.0, size.width() - labels - right_margin), height), frame_.rows,
            heights);
    };
    frame_.layout = placed(room);
    // The axis stands right below the last row, however few they are.
    if (const double used = frame_.layout.content_height(); !frame_.rows.empty() && used < room)
        frame_.layout = placed(used);
    frame_.layout.scroll_to(scroll);
}

void TimelineModel::take_navigation() {
    frame_.range = navigation_.visibleRange();
    frame_.whole = navigation_.wholeRange();
    frame_.chosen_row = chosen_row();
    frame_.arrows = trace_ ? arrows_in(*trace_, arrows(), frame_.range) : std::vector<WaitLink>();
    frame_.pointed_out.clear();
    for (const std::size_t row : pointed_out_rows()) {
        frame_.pointed_out.resize(frame_.rows.size(), false);
        frame_.pointed_out[row] = true;
    }
}

std::vector<std::size_t> TimelineModel::pointed_out_rows() const {
    const auto& lanes = navigation_.pointedOut().lanes;
    const auto& objects = navigation_.pointedOut().objects;
    std::vector<std::size_t> rows;
    if (lanes.empty() && objects.empty())
        return rows;
    for (std::size_t i = 0; i < frame_.rows.size(); ++i) {
        const TimelineRow& row = frame_.rows[i];
        if (std::ranges::any_of(lanes, [&row](LaneId lane) { return row.shows_lane(lane); }) ||
            std::ranges::any_of(objects, [&](ObjectId object) {
                return row.shows_object(index_of(frame_.trace_of(row), object));
            }))
            rows.push_back(i);
    }
    return rows;
}

ArrowSource TimelineModel::arrows() const {
    return {links_, navigation_.arrows(), navigation_.chosenLane(), navigation_.cursor()};
}

QRectF TimelineModel::overview() const {
    const QRectF& plot = layout().plot();
    const double height = std::max(0.0, overview_and_margin() - overview_margin);
    return {plot.left(), overview_margin, plot.width(), height};
}

QRectF TimelineModel::band() const {
    const QRectF& plot = layout().plot();
    const double height = band_height(QFontMetricsF(frame_.font));
    return {plot.left(), plot.top() - height, plot.width(), height};
}

QRectF TimelineModel::axis() const {
    const double left = layout().labels().left();
    const double bottom = layout().plot().bottom();
    return {left, bottom, size_.width() - left, size_.height() - bottom};
}

std::size_t TimelineModel::chosen_row() const {
    const auto lane = navigation_.chosenLane();
    const auto object = navigation_.chosenObject();
    const auto is_chosen = [&](const TimelineRow& row) {
        return (lane && row.shows_lane(*lane)) ||
               (object && row.shows_object(index_of(frame_.trace_of(row), *object)));
    };
    return static_cast<std::size_t>(std::ranges::find_if(frame_.rows, is_chosen) - frame_.rows.begin());
}

std::int64_t TimelineModel::time_at_x(double x) const {
    const QRectF& plot = layout().plot();
    return time_at(std::clamp(x, plot.left(), plot.right()), navigation_.visibleRange(), plot.left(),
                   plot.width());
}

std::int64_t TimelineModel::time_in_overview(double x) const {
    const QRectF place = overview();
    return time_at(std::clamp(x, place.left(), place.right()), navigation_.wholeRange(), place.left(),
                   place.width());
}

bool TimelineModel::is_covered(std::int64_t time) const {
    return navigation_.frozenAt() && time > *navigation_.frozenAt();
}

Moment TimelineModel::moment_in(std::size_t row, std::int64_t time, std::size_t work_row) const {
    // A mark is at least so wide in the picture.
    const double pixel = static_cast<double>(navigation_.visibleRange().length()) / layout().plot().width();
    const auto reach = static_cast<std::int64_t>(std::ceil(pixel * least_missing_width / 2));
    Moment moment = moment_at(frame_.source_of(frame_.rows[row]), frame_.rows[row], time, reach, work_row);
    moment.guard = row_guard(frame_, frame_.rows[row]);
    return moment;
}

std::optional<Moment> TimelineModel::moment_under(const QPointF& point) const {
    const std::size_t row = layout().row_at(point.y());
    if (row >= row_count() || !layout().plot().contains(point) || is_covered(time_at_x(point.x())))
        return std::nullopt;
    const std::int64_t time = time_at_x(point.x());
    return moment_in(row, time, work_row_under(row, point.y(), time));
}

std::size_t TimelineModel::work_row_under(std::size_t row, double y, std::int64_t time) const {
    const TimelineRow& shown = frame_.rows[row];
    if (shown.kind != TimelineRow::Kind::lane)
        return nowhere;
    const QRectF work = lane_places(frame_, shown, layout().bar(row)).work;
    return work_row_at(frame_.trace_of(shown).lane(shown.index), shown, work, y, time);
}

} // namespace interleave
