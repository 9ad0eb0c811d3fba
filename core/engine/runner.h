// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's main process: it runs the scenario and writes its result.
#pragma once

#include "core/engine/run_description.h"
#include "core/event/session_region.h"

namespace interleave {

/// The descriptors that the engine gets from its guardian.
struct RunnerEnds {
    int gate;   ///< sends one byte when the engine is ready, gets one to begin, closed if there is no run
    int result; ///< takes the result, in the form of end_report.h
};

/// Tells the guardian that its child is ready and waits for the word to begin. Returns false if there will be
/// no run.
bool pass_gate(int gate) noexcept;

/// Runs the engine's main process from just after fork to its end. It does not return.
[[noreturn]] void run_engine(const RunDescription& run, SessionRegion& region, RunnerEnds ends) noexcept;

} // namespace interleave
