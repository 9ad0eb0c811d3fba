// SPDX-License-Identifier: GPL-3.0-or-later
// The test before and after the course: ten questions, each with an answer (what comes out) and a reason
// (why). Only both together show that something is understood. The test after the course asks the same in
// another order of answers, so that a remembered letter helps nobody.
#pragma once

#include "core/course/handout.h"
#include "core/course/lesson_result.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace interleave {

enum class TestTime { before, after };

/// Returns the lessons whose questions the test asks: one for each of the misconceptions that are met most.
std::vector<const Lesson*> test_lessons();

Handout two_tier_test(TestTime time);

/// Returns the key of both. `results` are of the test's lessons, or of more; what this machine could not
/// tell, or none of them is about, has the answer that theory expects and says so.
Handout two_tier_key(std::span<const LessonResult> results);

} // namespace interleave
