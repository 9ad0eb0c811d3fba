// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/legend.h"

#include "ui/rows/band_image.h"
#include "ui/rows/band_shapes.h"
#include "ui/rows/missing_marks.h"
#include "ui/rows/object_bands.h"
#include "ui/rows/timeline_layout.h"
#include "ui/words/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <array>
#include <cmath>

namespace interleave {

namespace {

/// The lengths of an entry, which follow from the font.
struct Measures {
    explicit Measures(const QFont& font) : metrics(font) {
        swatch_height = std::round(metrics.height() * 0.85);
        swatch_width = std::round(metrics.height() * 1.6);
        line = std::ceil(metrics.height() * 1.35);
        gap = std::round(metrics.height() * 0.4);
        entry_gap = std::round(metrics.height() * 1.1);
    }
    double width_of(const LegendEntry& entry) const {
        return swatch_width + gap + std::ceil(metrics.horizontalAdvance(entry.words));
    }
    QFontMetricsF metrics;
    double swatch_height, swatch_width, line, gap, entry_gap;
};

/// Calls `visit(entry, left, line number)` for each entry in reading order. Returns the number of lines.
template <typename Visit>
int place_entries(const std::vector<LegendEntry>& entries, const Measures& measures, double width,
                  Visit&& visit) {
    double left = 0;
    int line = 0;
    for (const LegendEntry& entry : entries) {
        const double needed = measures.width_of(entry);
        if (left > 0 && left + needed > width) {
            left = 0;
            ++line;
        }
        visit(entry, left, line);
        left += needed + measures.entry_gap;
    }
    return entries.empty() ? 0 : line + 1;
}

} // namespace

std::vector<LegendEntry> legend_entries(const Trace& trace, const TimeRange& range) {
    StateTimes total{};
    const std::int64_t until = std::min(range.until, std::max(range.from, trace.time_end()));
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const StateTimes times = trace.lane(index).times_between(range.from, until);
        for (std::size_t state = 0; state < state_count; ++state)
            total[state] += times[state];
    }
    std::vector<LegendEntry> entries;
    const auto add = [&entries](StyleId style) { entries.push_back({style, style_text(style)}); };
    for (const LaneState state : legend_states)
        if (total[static_cast<std::size_t>(state)] > 0)
            add(style_of(state));
    bool missing = false;
    for (std::size_t index = 0; index < trace.lane_count(); ++index)
        missing = missing || trace.lane(index).missing().count_between(range.from, until) > 0;
    const bool switches_missing = missing_switches_between(trace, range.from, until) > 0;
    std::array<bool, style_count> shown{};
    for (std::size_t index = 0; index < trace.object_count(); ++index) {
        const Object& object = trace.object(index);
        if (!has_row(object.kind()))
            continue;
        const ObjectTimes times = object.times_between(range.from, until);
        const bool lock = is_lock(object.kind());
        const ObjectStyles styles = object_styles(object.kind());
        const auto show = [&](StyleId style, bool is_shown) { shown[style] = shown[style] || is_shown; };
        show(held_style, lock && times.held > 0);
        show(styles.contended, lock && times.contended_held > 0);
        show(styles.handing_off, lock && times.handing_off > 0);
        show(styles.waiters, times.waited > 0);
        show(value_style, !lock && object.kind() != ObjectKind::condition);
    }
    shown[missing_style] = missing;
    shown[missing_switches_style] = switches_missing;
    for (std::size_t style = state_count; style < style_count; ++style) {
        if (shown[style])
            add(static_cast<StyleId>(style));
    }
    return entries;
}

double legend_height(const std::vector<LegendEntry>& entries, const QFont& font, double width) {
    const Measures measures(font);
    return place_entries(entries, measures, width, [](const LegendEntry&, double, int) {}) * measures.line;
}

void draw_legend(QPainter& painter, const std::vector<LegendEntry>& entries, const QFont& font,
                 const Theme& theme, const QRectF& place, double pattern_scale) {
    const Measures measures(font);
    painter.save();
    painter.setFont(font);
    painter.setPen(theme.text);
    BandRow row;
    place_entries(entries, measures, place.width(), [&](const LegendEntry& entry, double left, int line) {
        const double top = place.top() + line * measures.line;
        const QPointF swatch(std::round(place.left() + left),
                             std::round(top + (measures.line - measures.swatch_height) / 2));
        const auto height = static_cast<int>(measures.swatch_height / pattern_scale);
        // Numbers of waiters and values are drawn as steps.
        const int step = theme.style(entry.style).outline_kind == Outline::top ? height / 2 : 0;
        // There is an empty column at both ends, so that the sides of the swatch are outlined like those of a
        // segment.
        row.begin(height);
        row.end_column();
        for (int x = 0; x < static_cast<int>(measures.swatch_width / pattern_scale); ++x) {
            row.add(entry.style, x % 10 < 5 ? step : 0, height);
            row.end_column();
        }
        row.end_column();
        painter.save();
        painter.translate(swatch);
        painter.scale(pattern_scale, pattern_scale);
        draw_bands(painter, QPointF(-1, 0), 1.0, row, theme);
        painter.restore();
        painter.drawText(QRectF(swatch.x() + measures.swatch_width + measures.gap, top,
                                measures.width_of(entry), measures.line),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, entry.words);
    });
    painter.restore();
}

} // namespace interleave
