// SPDX-License-Identifier: GPL-3.0-or-later
// The engine proper: runs the scenario and writes down what came out.
#pragma once

#include "core/engine/run_description.h"
#include "core/event/session_region.h"

namespace interleave {

/// What the engine needs of its guardian.
struct RunnerEnds {
    int gate; ///< one byte is sent when all is ready, one byte comes to begin; closed if there will be no run
    int result; ///< where the result goes, as end_report.h has it
};

/// The life of the engine's main process, from just after fork to its end. Does not return.
[[noreturn]] void run_engine(const RunDescription& run, SessionRegion& region, RunnerEnds ends) noexcept;

} // namespace interleave
