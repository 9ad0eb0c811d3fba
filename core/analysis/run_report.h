// SPDX-License-Identifier: GPL-3.0-or-later
// The summary of a run: what `interleave run --json` prints and a picture's caption says.
#pragma once

#include "core/analysis/lock_times.h"
#include "core/engine/machine.h"
#include "core/engine/session.h"
#include "core/trace/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// In a run's outcome: the rings that ended it, each {"lanes": [names], "objects": [names]}, where each lane
/// waits for the object of the same place, which the next lane holds.
inline constexpr const char* deadlock_key = "deadlock";

struct LaneReport {
    LaneId id;
    std::string name;
    LaneKind kind;
    std::int32_t pid;
    std::int32_t tid;
    std::optional<LaneExit> exit;
    StateTimes times; ///< ns per state
};

struct RunReport {
    std::string scenario;
    std::string mode = "free";
    Backend backend = Backend::threads;
    std::uint64_t seed = 0;
    Json parameters;
    Machine machine{};
    std::string switch_records;
    std::int64_t wall_ns = 0;
    CollectorCounts counts;
    Ended ended = Ended::finished;
    std::string error; ///< one line, empty if all went well
    std::vector<LaneReport> lanes;
    std::vector<LockTimes> objects; ///< of every object that can be waited for
    Json outcome = Json::object();
    std::vector<Check> checks; ///< all decided
};

/// Adds up the trace, resolves the checks' trace measures and decides them.
RunReport make_report(const RunRequest& request, const SessionResult& result, const Trace& trace,
                      const CollectorCounts& counts, const std::string& switch_records, std::int64_t wall_ns);

/// The keys of DESIGN: scenario, mode, backend, …, checks.
Json to_json(const RunReport& report);

/// A few lines for a terminal: how it ended, wall time, lanes, objects with waits, checks.
std::string to_text(const RunReport& report);

/// One line for pictures: scenario, backend, parameters, mode, seed, machine, recording cost, switch records.
std::string caption(const RunReport& report);

} // namespace interleave
