// SPDX-License-Identifier: GPL-3.0-or-later
// What the lanes recorded within a stretch of time: how many events of each kind, the waits for each object,
// and what was printed.
#pragma once

#include "core/analysis/printed_lines.h"
#include "core/trace/trace.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace interleave {

/// A stretch of a run. Times are ns since the session's origin.
struct RunRange {
    std::int64_t from = 0;
    std::int64_t until = 0; ///< of moments, which are in it if they come before
    std::int64_t end = 0;   ///< of what lasts: at most the trace's present end

    bool operator==(const RunRange&) const = default;
};

/// The waits for one object. Of a wait that is only partly within the stretch that part counts. As in all
/// tables of waits, a try that failed at once is none.
struct RangeWaits {
    std::uint64_t waits = 0;
    std::uint64_t cut = 0; ///< of these, those that began before the stretch or went on after it
    std::int64_t waited_ns = 0;
    std::int64_t longest_ns = 0; ///< the longest part

    bool operator==(const RangeWaits&) const = default;
};

struct RangeEvents {
    std::array<std::uint64_t, static_cast<std::size_t>(EventKind::count_)> by_kind{};
    std::vector<std::uint64_t> by_lane{}; ///< by index of the lane
    std::map<ObjectId, RangeWaits> waits{};
    std::vector<PrintedLine> printed{}; ///< the first of them, in order of time
    std::uint64_t all_printed = 0;
};

/// Walks along the events of these lanes, which are indexes, within the range, and keeps `most_printed` of
/// the printed lines. What only continues an event is none. Any thread may call it.
RangeEvents range_events(const Trace& trace, std::span<const std::size_t> lanes, const RunRange& range,
                         std::size_t most_printed);

} // namespace interleave
