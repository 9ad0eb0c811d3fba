// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture is drawn from: a run, many runs of the same, a sweep, runs beside each other, or claims.
#pragma once

#include "core/experiment/claims.h"
#include "core/experiment/compared_runs.h"
#include "core/experiment/repeated_runs.h"
#include "core/experiment/sweep.h"
#include "core/file/run_notes.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <memory>
#include <vector>

namespace interleave {

enum class PictureOf { nothing, run, repeats, sweep, comparison, claims };

/// Only the part that the view's PictureOf names is set.
struct PictureSource {
    std::shared_ptr<const Trace> trace{};
    const RunInfo* info = nullptr;         ///< of the trace's run; read only while the drawing is made
    const RunNotes* notes = nullptr;       ///< in the run, like `info`; nullptr for none
    const RepeatResult* repeats = nullptr; ///< copied by the drawing; at least one run has ended
    const SweepRequest* request = nullptr; ///< copied by the drawing, like `result`
    const SweepResult* result = nullptr;
    const std::vector<ComparedRun>* compared = nullptr; ///< copied by the drawing; not empty
    const std::vector<ClaimResult>* claims = nullptr;   ///< copied by the drawing; not empty
};

} // namespace interleave
