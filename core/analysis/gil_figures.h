// SPDX-License-Identifier: GPL-3.0-or-later
// What a GIL did, in figures: who held it how long, who waited, why it was let go, how often it changed
// hands. Any lock that one lane holds at a time can be looked at like this.
#pragma once

#include "core/analysis/duration_histogram.h"
#include "core/trace/trace.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

inline constexpr std::size_t release_reasons = 4;
/// How often a lock was let go for each ReleaseReason, by its number.
using ReleaseCounts = std::array<std::uint64_t, release_reasons>;

/// Returns the name in data: "voluntary", "forced", "blocking_call" or "last".
const char* name_of(ReleaseReason reason) noexcept;

/// Times are ns.
struct GilLane {
    LaneId lane;
    std::string name;
    std::int64_t held_ns = 0;
    std::int64_t waited_ns = 0;
    std::uint64_t acquisitions = 0;
    std::uint64_t hand_overs = 0; ///< of these, when another lane had it before
    std::uint64_t requests = 0;   ///< that it made to the holder, to drop the lock
    ReleaseCounts let_go{};
    DurationHistogram holds{};
    DurationHistogram waits{}; ///< of those that did not get it at once, waits that go on included
    DurationHistogram calls{}; ///< from letting go for a call that may block to wanting the lock again
    DurationHistogram waits_after_calls{}; ///< from there to having it, 0 where it was free
};

/// Waits that do not shrink, because each one queues up again behind the others.
struct GilConvoy {
    enum class Kind {
        after_calls, ///< a lane that lets go for short calls waits about a switch interval after each
        queue        ///< nearly every acquisition finds others waiting, and so the queue never ends
    };
    Kind kind;
    LaneId lane = no_lane; ///< of after_calls
};

struct GilFigures {
    ObjectId id;
    std::string name;
    ObjectKind kind;
    std::int64_t span_ns = 0; ///< how long somebody could use it: within the range, and while the lanes lived
    std::int64_t held_ns = 0;
    std::int64_t wanted_ns = 0;   ///< of held_ns, while others waited
    std::uint64_t hand_overs = 0; ///< acquisitions by another lane than the last holder
    std::uint64_t taken_back = 0; ///< acquisitions by the last holder
    std::uint64_t acquisitions = 0;
    std::uint64_t requests = 0;
    ReleaseCounts let_go{};
    DurationHistogram holds{};
    DurationHistogram waits{};
    /// The least time after which a waiter's switch interval had run out: never less than the interval. Empty
    /// if none ran out.
    std::optional<std::int64_t> interval_ns{};
    std::vector<GilLane> lanes{}; ///< that held it or wanted it, in the order in which they were started
    std::optional<GilConvoy> convoy{};
};

/// Returns the figures of these objects within [from, until). Sums are of the part within the range,
/// durations and counts of what begins in it. A hold or a wait that goes on is counted as long as it is by
/// now. Where records are missing they are "at least", and times cannot be told. It walks once along all
/// events: 10 million take well below a second. A pure function of the trace; any thread may call it.
std::vector<GilFigures> gil_figures(const Trace& trace, const std::vector<ObjectId>& objects,
                                    std::int64_t from = std::numeric_limits<std::int64_t>::min() / 4,
                                    std::int64_t until = std::numeric_limits<std::int64_t>::max());

/// Returns the GILs that some lane has used, in the order of their ids.
std::vector<ObjectId> used_gils(const Trace& trace);

/// Returns all that can be looked at like a GIL and was used: GILs first, then other locks that were waited
/// for, those with the longest waits first, then the rest.
std::vector<ObjectId> used_locks(const Trace& trace);

} // namespace interleave
