// SPDX-License-Identifier: GPL-3.0-or-later
// A run, or a stretch of it, in figures: the time of each lane in each state, its switches, the waits for
// each object, how many lanes ran at once, and what was printed.
#pragma once

#include "core/analysis/parallelism.h"
#include "core/analysis/range_events.h"
#include "core/analysis/switch_counts.h"
#include "core/event/collector.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace interleave {

/// What is asked for. Times are ns since the session's origin.
struct RangeRequest {
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
    std::vector<std::size_t> lanes{};  ///< indexes; all of them if it is empty
    std::size_t columns = 512;         ///< of the parallelism over time, at most
    std::size_t most_printed = 10'000; ///< lines that are told
};

struct LaneFigures {
    LaneId lane;
    std::int64_t life_ns = 0; ///< within the range
    StateTimes times{};
    SwitchCounts switches{};
    std::uint64_t events = 0;
};

struct WaitedFor {
    ObjectId object;
    RangeWaits waits;
};

struct PrintedText {
    std::int64_t time;
    LaneId lane;
    std::string text;
};

struct RangeFigures {
    RunRange range{}; ///< as much of what was asked for as the run has
    /// What is missing within the range: all rules of missing_records.h hold for it. What is missing at no
    /// known place may be missing here, too.
    CollectorCounts missing{};
    bool has_switches = false;        ///< the kernel told of switches
    std::vector<LaneFigures> lanes{}; ///< that lived in the range, in the order in which they were started
    std::vector<WaitedFor> waits{};   ///< by object, those of the longest time first
    Parallelism parallelism{};
    std::array<std::uint64_t, static_cast<std::size_t>(EventKind::count_)> events_by_kind{};
    std::uint64_t events = 0;
    std::vector<PrintedText> printed{}; ///< in order of time
    std::uint64_t all_printed = 0;      ///< more than are in the list if there were more than were asked for

    std::int64_t length() const noexcept { return range.end - range.from; }
    /// Returns the sums over all lanes.
    SwitchCounts all_switches() const noexcept;
};

/// Returns the part of the run that is asked for. A run begins with its first lane, which may be just before
/// time 0.
RunRange run_range(const Trace& trace, std::int64_t from, std::int64_t until) noexcept;

/// Counts it all. `counts` are those of the whole run. It takes well below a second for ten million events,
/// and in proportion to the range less. Any thread may call it.
RangeFigures range_figures(const Trace& trace, const CollectorCounts& counts,
                           const RangeRequest& request = {});

} // namespace interleave
