// SPDX-License-Identifier: GPL-3.0-or-later
// What the statistics show: the figures of a run or of a stretch of it, and all that names them. It needs no
// window.
#pragma once

#include "core/analysis/range_figures.h"
#include "ui/navigation/time_range.h"

#include <memory>
#include <optional>

namespace interleave {

/// What is asked of a trace.
struct StatisticsQuestion {
    std::shared_ptr<const Trace> trace;
    CollectorCounts counts{};             ///< of the whole run
    std::optional<TimeRange> selection{}; ///< none: the whole run
    std::vector<std::size_t> lanes{};     ///< indexes; all of them if it is empty
    int processors = 0;                   ///< of the machine; 0: not known
};

/// Plain data that any thread may make and read.
struct ShownStatistics {
    std::shared_ptr<const Trace> trace; ///< never nullptr
    std::optional<TimeRange> selection; ///< none: the whole run
    RangeFigures figures;
    int processors = 0;

    /// Returns what the figures are of, at least a nanosecond long, for an axis.
    TimeRange range() const noexcept;
};

/// Answers the question. It takes well below a second for ten million events.
std::shared_ptr<const ShownStatistics> look_at_statistics(const StatisticsQuestion& question);

} // namespace interleave
