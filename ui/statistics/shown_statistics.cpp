// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/shown_statistics.h"

#include <algorithm>
#include <utility>

namespace interleave {

TimeRange ShownStatistics::range() const noexcept {
    return {figures.range.from, std::max(figures.range.end, figures.range.from + 1)};
}

std::shared_ptr<const ShownStatistics> look_at_statistics(const StatisticsQuestion& question) {
    RangeRequest request{.lanes = question.lanes};
    if (question.selection) {
        request.from = question.selection->from;
        request.until = question.selection->until;
    }
    return std::make_shared<const ShownStatistics>(
        ShownStatistics{.trace = question.trace,
                        .selection = question.selection,
                        .figures = range_figures(*question.trace, question.counts, request),
                        .processors = question.processors});
}

} // namespace interleave
