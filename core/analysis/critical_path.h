// SPDX-License-Identifier: GPL-3.0-or-later
// The critical path: the chain of causes behind a moment of a lane. It is walked backwards: through what the
// lane did itself as far as it did not wait, then to the lane that let it go on, and so on. Nothing on it
// could have been shorter without making the whole shorter, up to where another chain would have been as
// long.
#pragma once

#include "core/analysis/wait_link_index.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace interleave {

/// A stretch of the path that goes through one lane. The first part, until `went_on`, is the hand-over: the
/// lane before had let this one go on, and it had not yet.
struct PathPiece {
    std::int64_t from; ///< ns since the session's origin; of a hand-over the moment of its cause
    std::int64_t went_on;
    std::int64_t until;
    LaneId lane;
    std::uint16_t object; ///< through which the path comes from the lane before; 0 where it begins
    EventKind cause;      ///< what the lane before did; none where the path begins

    bool operator==(const PathPiece&) const = default;
};

/// Why a path begins where it begins.
enum class PathBegin : std::uint8_t {
    as_asked,       ///< at the begin of the asked stretch, or of the run
    missing,        ///< before that records of the lane are missing
    doubtful_cause, ///< what let the lane go on cannot be told, because records of some lane are missing
                    ///< there
    ring,           ///< the lanes wait for each other in a ring
    no_states,      ///< the trace tells of no waits
};

/// A lane that still waited at the end of the path, and for what.
struct OpenWait {
    LaneId lane;
    ObjectId object;

    bool operator==(const OpenWait&) const = default;
};

struct CriticalPath {
    LaneId lane = no_lane;           ///< in which it ends
    std::int64_t asked_from = 0;     ///< ns; the path goes back to here, if it can be told so far
    std::int64_t until = 0;          ///< ns; where it ends
    std::vector<PathPiece> pieces{}; ///< in order of time, without gaps; none of no length
    PathBegin begin = PathBegin::as_asked;
    LaneId begin_lane = no_lane;     ///< that `begin` is about, if it is about one
    std::vector<OpenWait> waiting{}; ///< from the lane asked for to the one in which the last piece ends

    /// Returns where the path begins; `until` if there is none.
    std::int64_t from() const noexcept { return pieces.empty() ? until : pieces.front().from; }
    std::int64_t length() const noexcept { return until - from(); }
    /// Returns the index of the piece that holds `time`, or of the nearest one; there must be one.
    std::size_t piece_at(std::int64_t time) const noexcept;
};

/// What a path is asked for.
struct PathQuestion {
    LaneId lane;
    std::int64_t from; ///< ns
    std::int64_t until;

    bool operator==(const PathQuestion&) const = default;
};

/// Returns the question of what the end of the run came from: the last end of a lane, as far as the trace has
/// got; of several the one that was started first. Returns none for a trace without lanes.
std::optional<PathQuestion> question_of_end(const Trace& trace);
/// Returns the question of what a lane waited for at `time`: the whole wait, or as much as there is of it by
/// now. Returns none if the lane does not wait then.
std::optional<PathQuestion> question_of_wait(const Trace& trace, const WaitLinkIndex& links, LaneId lane,
                                             std::int64_t time);

/// Walks the path. `links` must be of the trace. Any thread may call it. The time that it takes grows with
/// the number of links, not with that of the events.
CriticalPath critical_path(const Trace& trace, const WaitLinkIndex& links, const PathQuestion& question);

} // namespace interleave
