// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the scenario of a lesson with its defaults, for what the course commands say of it.
#pragma once

#include "app/progress_line.h"
#include "app/stop_signals.h"

#include "core/course/lesson_result.h"
#include "core/experiment/observed_run.h"
#include "core/trace/json_forward.h"

#include <memory>
#include <string>

namespace interleave {

struct LessonRun {
    std::unique_ptr<ObservedRun> run;
    LessonResult result;
};

/// Runs it to its end. A run that could not tell the answer, as on a busy machine, is made again, at most
/// twice; what could be told stays, whatever it is. A signal ends the run: then `stop.received()` is not 0,
/// and the run is no whole one. `progress` stands on the line meanwhile. Throws RunError if it cannot be
/// started.
LessonRun run_lesson(const Lesson& lesson, const StopSignals& stop, ProgressLine& line,
                     const std::string& progress);

/// Returns what a run says of its lesson as it stands in the JSON of the course commands.
Json to_json(const LessonResult& result);

} // namespace interleave
