// SPDX-License-Identifier: GPL-3.0-or-later
// A histogram of how long a lock was held or waited for at a time, beside the switch interval after which a
// GIL's waiters ask for it.
#pragma once

#include "core/analysis/duration_histogram.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QFontMetricsF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

class QPainter;

namespace interleave {

/// The places of a histogram's parts in an area. Bins are equally wide, as each is twice as long as the one
/// before.
class GilHistogram {
public:
    /// Words and where they stand.
    struct Label {
        QRectF place;
        QString text;
    };

    /// `interval` is ns; none draws no line for it. There must be durations.
    GilHistogram(const QRectF& area, const QString& title, const DurationHistogram& durations,
                 std::optional<std::int64_t> interval, const QFont& font);

    /// Draws all of it; the bars look like `bars`.
    void draw(QPainter& painter, const Theme& theme, StyleId bars) const;

    /// How many there are in each bin, above its bar; without those that have no room.
    const std::vector<Label>& counts() const { return counts_; }
    /// The words of the switch interval, beside its line at interval_x(); none if no bin holds it.
    const std::optional<Label>& interval() const { return interval_; }
    double interval_x() const { return interval_x_; }

private:
    double edge(std::size_t bin) const { return bars_.left() + static_cast<double>(bin) * width_; }
    QRectF bar(std::size_t bin) const;
    void place_counts();
    void place_interval(std::int64_t interval);
    void keep_counts_off_the_line(std::size_t bin);
    void draw_edges(QPainter& painter, const Theme& theme) const;

    QRectF area_;
    QString title_;
    QFont font_;
    QFontMetricsF metrics_;
    double line_; ///< the height of a line of words
    std::vector<DurationHistogram::Bin> bins_;
    std::uint64_t most_ = 1;
    QRectF bars_; ///< for the bars; between them and the title the interval's words and a count have room
    double width_ = 0;
    std::vector<Label> counts_;
    std::optional<Label> interval_;
    double interval_x_ = 0;
};

} // namespace interleave
