// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the same scenario many times with the same settings, because one good run convinces wrongly.
#pragma once

#include "core/analysis/result_spread.h"
#include "core/engine/session.h"
#include "core/trace/run_info.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace interleave {

inline constexpr std::size_t most_repeats = 1'000;

struct RepeatRequest {
    RunRequest run;
    std::size_t times = 20; ///< from 1 to most_repeats
};

/// What came out so far.
struct RepeatResult {
    std::optional<RunInfo> first; ///< the first run, for what all have in common; none before its end
    ResultSpread spread;          ///< of the runs that have ended by themselves
    std::size_t runs_total = 0;
    bool stopped = false; ///< `progress` ended it; the run that it cut short is not in `spread`
};

/// Makes the runs one after the other. `progress` is called with the results so far, after each run and
/// several times a second during one. When it returns false, the current run is stopped and nothing more is
/// measured. `each` is called with every run that has ended by itself. The function blocks the calling
/// thread. Throws RunError if an engine cannot be started.
RepeatResult repeat_run(const RepeatRequest& request,
                        const std::function<bool(const RepeatResult&)>& progress,
                        const std::function<void(const RunInfo&)>& each = {});

} // namespace interleave
