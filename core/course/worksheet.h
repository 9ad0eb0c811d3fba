// SPDX-License-Identifier: GPL-3.0-or-later
// The worksheet of a session, which students write on: for each lesson the question with boxes to tick, what
// to look for in the run and what to vary, and room to write. Nothing on it says what is right.
#pragma once

#include "core/course/course.h"
#include "core/course/handout.h"

namespace interleave {

Handout worksheet(const CourseSession& session);

/// Returns "20 minutes".
std::string minutes_text(int minutes);

} // namespace interleave
