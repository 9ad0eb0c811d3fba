// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a run: its information, and its trace added up by lane and by object.
#pragma once

#include "core/analysis/gil_figures.h"
#include "core/analysis/lane_ending.h"
#include "core/analysis/lock_order.h"
#include "core/analysis/lock_times.h"
#include "core/analysis/variable_guards.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

struct LaneReport {
    static constexpr std::size_t most_missing = 64;

    LaneId id;
    std::string name;
    LaneKind kind;
    std::int32_t pid;
    std::int32_t tid;
    std::optional<LaneExit> exit;
    std::optional<LaneEnding> ending;
    std::string end_place{}; ///< where it was then: "after crash.cpp:52"; empty if it is not known
    std::string culprit{};   ///< the name of the lane that ended its process; empty if it is not known
    StateTimes times;        ///< ns per state
    /// Where its records are missing. Beyond most_missing the last entry is all that follow, joined.
    std::vector<MissingStretch> missing;
};

/// Locks that were taken in opposite orders, with what names them where there is no trace.
struct LockOrderReport {
    struct Step {
        LockStep step;
        std::string lane; ///< its name
        std::string held;
        std::string taken;
        std::string held_place; ///< "two_locks.cpp:53"; empty if it is not known
        std::string taken_place;
    };
    std::vector<Step> steps;
    std::vector<std::string> gates; ///< names of the locks that exclude it; empty: it is a danger
    std::string text;               ///< the sentence of lock_order_text()
};

/// Returns what lock_order_rings() finds. It takes as long.
std::vector<LockOrderReport> lock_order_reports(const Trace& trace);

struct RunReport {
    RunInfo info;
    std::vector<LaneReport> lanes;            ///< in the order in which they were started
    std::vector<LockTimes> objects;           ///< of every object that a lane can wait for
    std::vector<GilFigures> gils;             ///< of every GIL that was used
    std::vector<LockOrderReport> lock_orders; ///< locks that were taken in opposite orders, dangers first
    std::vector<VariableGuards> variables;    ///< that several lanes used, with the locks that guard them
};

/// Adds up the trace up to its present end. Any thread may call it. It takes less than a second however long
/// the trace is.
RunReport make_report(RunInfo info, const Trace& trace);

} // namespace interleave
