// SPDX-License-Identifier: GPL-3.0-or-later
// The answers with what this machine measured: what came out of a run of each lesson's scenario decides, and
// where a run cannot tell, the key says so and why.
#pragma once

#include "core/course/course.h"
#include "core/course/handout.h"
#include "core/course/lesson_result.h"

#include <span>
#include <string>

namespace interleave {

/// Returns the key of a session. `results` are of its lessons, in the order of the worksheet; where some are
/// missing, the key has no more than these.
Handout answer_key(const CourseSession& session, std::span<const LessonResult> results);

/// Appends the right answer, the right reason, and what the run measured.
void add_answer(Handout& handout, const LessonResult& result);

/// Says on which machine and when the results were measured; empty if there are none.
std::string measured_on(std::span<const LessonResult> results);

} // namespace interleave
