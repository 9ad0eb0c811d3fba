// SPDX-License-Identifier: GPL-3.0-or-later
// What the GIL view shows of a run: one lock's figures, its hand-overs and its columns over time. It needs no
// window.
#pragma once

#include "core/analysis/gil_figures.h"
#include "core/analysis/gil_hand_overs.h"
#include "core/trace/trace.h"
#include "ui/navigation/time_range.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// What is asked of a trace.
struct GilQuestion {
    std::shared_ptr<const Trace> trace;
    std::optional<ObjectId> object{}; ///< none: the first of the locks, which is a GIL if there is one
    TimeRange range;                  ///< that the strips show
    std::optional<TimeRange> part{};  ///< that the figures are of; none: the whole run
    std::size_t columns = 1;          ///< of the strips
};

/// A lock that can be looked at.
struct GilChoice {
    ObjectId object;
    std::string name;
    ObjectKind kind;

    bool operator==(const GilChoice&) const = default;
};

/// All of it is a copy, so that it stays as it was while the trace grows.
struct ShownGil {
    /// Of hand-overs so many are drawn and listed at most.
    static constexpr std::size_t most_hand_overs = 1'000;

    std::vector<GilChoice> choices; ///< empty if no lock was used
    std::optional<GilFigures> figures{};
    std::optional<TimeRange> part{}; ///< that the figures are of; none: the whole run
    TimeRange range{};               ///< that the strips and the hand-overs are of
    std::vector<GilLaneColumns> lanes{};
    std::vector<std::string> names{}; ///< of all lanes, by number
    HandOvers hand_overs{};

    std::string name_of_lane(LaneId lane) const {
        return lane < names.size() ? names[lane] : std::string("?");
    }
};

/// Returns the part of the run in which the lock was used, with a margin; nearly all of it is all of it.
TimeRange range_of_use(const Trace& trace, ObjectId object);

/// Answers the question. It takes as long as three walks along all events; any thread may call it.
ShownGil look_at_gil(const GilQuestion& question);

} // namespace interleave
