// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_chart.h"

#include "ui/gil/gil_histogram.h"
#include "ui/gil/gil_legend.h"
#include "ui/gil/gil_styles.h"
#include "ui/gil/gil_words.h"
#include "ui/gil/reason_mark.h"
#include "ui/rows/timeline_coordinates.h"
#include "ui/theme/band_fill.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct GilChartWords {
    Q_DECLARE_TR_FUNCTIONS(Gil)
};

constexpr double most_row = 28;
constexpr double least_row = 11;
constexpr int least_letters = 9;    ///< px; those of names fit into their rows
constexpr double strip_share = 1.4; ///< of a row's height
constexpr double least_histogram = 110;
constexpr double usual_histogram = 190;
constexpr double least_letters_of_histogram = 45;
/// Less of a name does not tell which lane it is.
constexpr double least_part_of_name = 0.7;
constexpr double gap = 10;
/// Marks that stand closer cannot be told apart.
constexpr double least_gap_of_marks = reason_mark_size + 1;
/// In a narrower bar no pattern can be seen: it has the mean colour.
constexpr double least_patterned = 4;
constexpr double stale_ink = 0.4;

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

double line_of(const QFont& font) {
    return std::ceil(QFontMetricsF(font).height());
}
double below_rows(const QFont& font) {
    return 2 * (line_of(font) + 6);
}
double above_rows() {
    return reason_mark_size + 6;
}

QColor mixed(const QColor& one, const QColor& other, double share) {
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {mix(one.red(), other.red()), mix(one.green(), other.green()), mix(one.blue(), other.blue())};
}

void fill(QPainter& painter, const QRectF& place, const BandStyle& style) {
    if (place.width() >= least_patterned)
        fill_band(painter, place, style);
    else
        painter.fillRect(place, style.pattern == Pattern::solid
                                    ? style.fill
                                    : mixed(style.fill, style.ink, mean_ink_cover(style.pattern)));
}

/// Calls `visit(begin, end)` for the longest parts of [0, count) over which `key` stays the same.
template <typename Key, typename Visit>
void for_equal(std::size_t count, Key&& key, Visit&& visit) {
    for (std::size_t begin = 0; begin < count;) {
        const auto value = key(begin);
        std::size_t end = begin + 1;
        while (end < count && key(end) == value)
            ++end;
        visit(begin, end);
        begin = end;
    }
}

} // namespace

GilChart::GilChart(const QRectF& area, const ShownGil& shown, const QFont& font, bool is_whole)
    : shown_(shown)
    , font_(font)
    , is_whole_(is_whole) {
    const QFontMetricsF metrics(font);
    double names = QFontMetricsF(bold(font)).horizontalAdvance(QString::fromStdString(shown.figures->name));
    for (const GilLaneColumns& lane : shown.lanes)
        names =
            std::max(names, metrics.horizontalAdvance(QString::fromStdString(shown.name_of_lane(lane.lane))));
    names = std::ceil(std::min(names, area.width() * 0.22) + gap);
    const double shares = std::ceil(metrics.horizontalAdvance(GilChartWords::tr("100 %")) + gap);
    const double room = area.height() - above_rows() - below_rows(font);
    const auto lanes = static_cast<double>(shown.lanes.size());
    row_height_ = std::floor(std::clamp(room / (lanes + strip_share), least_row, most_row));
    const double strip = std::ceil(row_height_ * strip_share);
    rows_ =
        std::min(shown.lanes.size(), static_cast<std::size_t>(std::max(0.0, (room - strip) / row_height_)));
    const double rows = static_cast<double>(rows_) * row_height_;
    names_left_ = area.left();
    shares_right_ = area.right();
    marks_ =
        QRectF(area.left() + names, area.top(), std::max(1.0, area.width() - names - shares), above_rows());
    strip_ = QRectF(marks_.left(), marks_.bottom(), marks_.width(), strip);
    plot_ = QRectF(strip_.topLeft(), QSizeF(strip_.width(), strip + rows));
    axis_ = QRectF(plot_.left(), plot_.bottom(), plot_.width(), line_of(font) + 6);
    legend_ = QRectF(area.left(), axis_.bottom(), area.width(), line_of(font) + 6);
    const double left = area.bottom() - legend_.bottom() - gap;
    if (left >= least_histogram && !shown.figures->holds.empty() && is_whole)
        histogram_ =
            QRectF(plot_.left(), legend_.bottom() + gap, plot_.width(), std::min(left, usual_histogram));
}

double GilChart::wanted_height(const ShownGil& shown, const QFont& font) {
    const bool has_histogram = shown.figures && !shown.figures->holds.empty();
    return above_rows() + std::ceil((static_cast<double>(shown.lanes.size()) + strip_share) * most_row) +
           below_rows(font) + (has_histogram ? gap + usual_histogram : 0);
}

QRectF GilChart::row(std::size_t lane) const {
    return {plot_.left(), strip_.bottom() + static_cast<double>(lane) * row_height_, plot_.width(),
            row_height_};
}

double GilChart::x_of(std::int64_t time) const {
    return plot_.left() + plot_.width() * static_cast<double>(time - shown_.range.from) /
                              static_cast<double>(std::max<std::int64_t>(1, shown_.range.length()));
}

std::int64_t GilChart::time_at(double x) const {
    const double share = std::clamp((x - plot_.left()) / plot_.width(), 0.0, 1.0);
    return shown_.range.from + static_cast<std::int64_t>(share * static_cast<double>(shown_.range.length()));
}

std::size_t GilChart::column_at(double x) const {
    const std::size_t count = shown_.lanes.front().held.size();
    const double share = std::clamp((x - plot_.left()) / plot_.width(), 0.0, 1.0);
    return std::min(count - 1, static_cast<std::size_t>(share * static_cast<double>(count)));
}

std::optional<LaneId> GilChart::lane_at(const QPointF& point) const {
    if (shown_.lanes.empty() || point.y() < strip_.top() || point.y() >= plot_.bottom())
        return std::nullopt;
    if (point.y() < strip_.bottom()) {
        const auto holder = holder_in(column_at(point.x()));
        return holder ? std::optional(shown_.lanes[*holder].lane) : std::nullopt;
    }
    const auto lane = static_cast<std::size_t>((point.y() - strip_.bottom()) / row_height_);
    return lane < rows_ ? std::optional(shown_.lanes[lane].lane) : std::nullopt;
}

/// Returns the lane that held the lock for most of a column's time.
std::optional<std::size_t> GilChart::holder_in(std::size_t column) const {
    for (std::size_t lane = 0; lane < shown_.lanes.size(); ++lane)
        if (shown_.lanes[lane].held[column] > 0.5F)
            return lane;
    return std::nullopt;
}

bool GilChart::is_wanted_in(std::size_t column) const {
    return std::ranges::any_of(shown_.lanes,
                               [column](const GilLaneColumns& lane) { return lane.waited[column] > 0; });
}

void GilChart::draw(QPainter& painter, const Theme& theme, std::optional<std::int64_t> cursor,
                    bool is_stale) const {
    painter.save();
    painter.setFont(font_);
    painter.setOpacity(is_stale ? stale_ink : 1);
    for (std::size_t lane = 0; lane < rows_; lane += 2)
        painter.fillRect(row(lane), theme.stripe);
    draw_names(painter, theme);
    if (!shown_.lanes.empty()) {
        draw_strip(painter, theme);
        for (std::size_t lane = 0; lane < rows_; ++lane)
            draw_lane(painter, theme, lane);
        draw_marks(painter, theme);
    }
    draw_axis(painter, theme);
    draw_gil_legend(painter, legend_, shown_, rows_, theme, font_);
    if (!histogram_.isEmpty())
        draw_histograms(painter, theme);
    if (cursor && *cursor >= shown_.range.from && *cursor < shown_.range.until) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawLine(QPointF(x_of(*cursor), plot_.top()), QPointF(x_of(*cursor), plot_.bottom()));
    }
    painter.restore();
}

void GilChart::draw_names(QPainter& painter, const Theme& theme) const {
    const auto write = [&](const QRectF& place, const QString& name, const QString& share, bool is_bold) {
        QFont font = is_bold ? bold(font_) : font_;
        font.setPixelSize(std::clamp(static_cast<int>(place.height()) - 1, least_letters,
                                     std::max(least_letters, QFontInfo(font).pixelSize())));
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.setPen(theme.text);
        const QRectF left(names_left_, place.top(), plot_.left() - names_left_ - gap / 2, place.height());
        painter.drawText(left, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(name, Qt::ElideRight, left.width()));
        font.setBold(false);
        painter.setFont(font);
        painter.drawText(QRectF(plot_.right(), place.top(), shares_right_ - plot_.right(), place.height()),
                         Qt::AlignRight | Qt::AlignVCenter, share);
    };
    const GilFigures& gil = *shown_.figures;
    write(strip_, QString::fromStdString(gil.name), share_text(gil.held_ns, gil.span_ns, is_whole_), true);
    for (std::size_t lane = 0; lane < rows_; ++lane) {
        const auto found = std::ranges::find(gil.lanes, shown_.lanes[lane].lane, &GilLane::lane);
        write(row(lane), QString::fromStdString(shown_.name_of_lane(shown_.lanes[lane].lane)),
              found == gil.lanes.end() ? QString() : share_text(found->held_ns, gil.span_ns, is_whole_),
              false);
    }
}

void GilChart::draw_strip(QPainter& painter, const Theme& theme) const {
    const std::size_t count = shown_.lanes.front().held.size();
    const double width = plot_.width() / static_cast<double>(count);
    const QFontMetricsF metrics(font_);
    const double height = strip_.height() - 4;
    struct Part {
        std::optional<std::size_t> holder;
        bool is_wanted;
        int height;
        bool operator==(const Part&) const = default;
    };
    const auto part = [&](std::size_t column) {
        float held = 0;
        for (const GilLaneColumns& lane : shown_.lanes)
            held += lane.held[column];
        return Part{holder_in(column), is_wanted_in(column),
                    static_cast<int>(std::lround(std::min(1.0F, held) * static_cast<float>(height)))};
    };
    for_equal(count, part, [&](std::size_t begin, std::size_t end) {
        const Part shown = part(begin);
        if (shown.height == 0)
            return;
        const BandStyle& style = theme.style(held_style_of(shown_.figures->kind, shown.is_wanted));
        const QRectF place(plot_.left() + static_cast<double>(begin) * width,
                           strip_.top() + 2 + height - shown.height, static_cast<double>(end - begin) * width,
                           shown.height);
        fill(painter, place, style);
        if (!shown.holder || shown.height < metrics.height() * 0.8)
            return;
        // A line keeps neighbours apart that have the same look.
        painter.fillRect(QRectF(place.left(), place.top(), 1, place.height()), theme.background);
        const QString name = QString::fromStdString(shown_.name_of_lane(shown_.lanes[*shown.holder].lane));
        const double room = place.width() - 8;
        if (room < metrics.horizontalAdvance(name) * least_part_of_name)
            return;
        painter.setPen(style.text);
        painter.drawText(place.adjusted(4, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(name, Qt::ElideRight, room + 1));
    });
}

void GilChart::draw_lane(QPainter& painter, const Theme& theme, std::size_t lane) const {
    const GilLaneColumns& columns = shown_.lanes[lane];
    const std::size_t count = columns.held.size();
    const double width = plot_.width() / static_cast<double>(count);
    const QRectF bar = row(lane).adjusted(0, 2, 0, -2);
    struct Part {
        int held;
        int waited;
        bool is_wanted;
        bool operator==(const Part&) const = default;
    };
    const auto part = [&](std::size_t column) {
        const auto pixels = [&](float share) {
            return static_cast<int>(std::lround(std::min(1.0F, share) * static_cast<float>(bar.height())));
        };
        const int held = pixels(columns.held[column]);
        // A wait is seen however short it is.
        const int waited = std::max(pixels(columns.waited[column]), columns.waited[column] > 0 ? 2 : 0);
        return Part{held, waited, held > 0 && is_wanted_in(column)};
    };
    for_equal(count, part, [&](std::size_t begin, std::size_t end) {
        const Part shown = part(begin);
        const double left = bar.left() + static_cast<double>(begin) * width;
        const double length = static_cast<double>(end - begin) * width;
        if (shown.held > 0)
            fill(painter, QRectF(left, bar.bottom() - shown.held, length, shown.held),
                 theme.style(held_style_of(shown_.figures->kind, shown.is_wanted)));
        if (shown.waited > 0)
            fill(painter, QRectF(left, bar.top(), length, shown.waited),
                 theme.style(wait_style_of(shown_.figures->kind)));
    });
}

void GilChart::draw_marks(QPainter& painter, const Theme& theme) const {
    const std::vector<HandOver>& list = shown_.hand_overs.list;
    const bool are_all = shown_.hand_overs.all == list.size();
    const double y = marks_.top() + marks_.height() / 2;
    if (are_all && static_cast<double>(list.size()) * least_gap_of_marks <= plot_.width()) {
        double last = plot_.left() - least_gap_of_marks;
        for (const HandOver& hand_over : list) {
            const double x = x_of(hand_over.acquired);
            if (x - last < least_gap_of_marks / 2) // the earlier one stands for both
                continue;
            last = x;
            draw_reason_mark(painter, QPointF(x, y), hand_over.reason, theme.text);
        }
        return;
    }
    // A line where they are, for their reasons cannot be told apart here.
    painter.fillRect(
        QRectF(x_of(list.front().acquired), y,
               x_of(are_all ? list.back().acquired : shown_.range.until) - x_of(list.front().acquired), 2),
        theme.muted);
}

void GilChart::draw_axis(QPainter& painter, const Theme& theme) const {
    const QFontMetricsF metrics(font_);
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(plot_.bottomLeft(), plot_.bottomRight());
    const TimeAxis axis =
        nice_axis(shown_.range, plot_.width(), 2 * metrics.height(),
                  [&metrics](const QString& label) { return metrics.horizontalAdvance(label); });
    painter.setPen(theme.muted);
    const double names = plot_.left() - names_left_ - gap;
    painter.drawText(QRectF(names_left_, axis_.top() + 4, names, axis_.height() - 4),
                     Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(axis.offset, Qt::ElideRight, names));
    for (const Tick& tick : axis.ticks) {
        const double x = x_of(tick.time);
        const double width = metrics.horizontalAdvance(tick.label);
        const double left =
            std::clamp(x - width / 2, plot_.left(), std::max(plot_.left(), shares_right_ - width));
        painter.setPen(QPen(theme.axis, 1));
        painter.drawLine(QPointF(x, axis_.top()), QPointF(x, axis_.top() + 4));
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left, axis_.top() + 4, width + 1, axis_.height() - 4),
                         Qt::AlignLeft | Qt::AlignTop, tick.label);
    }
}

/// How long it was held at a time and, if there is room beside it, how long it was waited for.
void GilChart::draw_histograms(QPainter& painter, const Theme& theme) const {
    const GilFigures& gil = *shown_.figures;
    QRectF place = histogram_;
    const double half = std::floor((place.width() - 3 * gap) / 2);
    const bool has_both =
        !gil.waits.empty() && half >= QFontMetricsF(font_).averageCharWidth() * least_letters_of_histogram;
    if (has_both)
        place.setWidth(half);
    GilHistogram(place, GilChartWords::tr("How long it was held at a time"), gil.holds, gil.interval_ns,
                 font_)
        .draw(painter, theme, held_style);
    if (!has_both)
        return;
    place.moveRight(histogram_.right());
    GilHistogram(place, GilChartWords::tr("How long it was waited for at a time"), gil.waits, gil.interval_ns,
                 font_)
        .draw(painter, theme, wait_style_of(gil.kind));
}

} // namespace interleave
