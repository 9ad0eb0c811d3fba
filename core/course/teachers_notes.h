// SPDX-License-Identifier: GPL-3.0-or-later
// What whoever teaches a session has in hand: the way through its minutes, and for each lesson what to ask,
// which wrong answers to expect and what to say to them.
#pragma once

#include "core/course/course.h"
#include "core/course/handout.h"

namespace interleave {

Handout teachers_notes(const CourseSession& session);

/// A step on the way through a session.
struct SessionStep {
    int from = 0; ///< minutes since the beginning
    int minutes = 0;
    std::string what;
};

/// Returns the way through a session, which fills its minutes: a beginning, the lessons in class, what is
/// left for free trials, and the end. The first session has the test before, the last one the test after the
/// course.
std::vector<SessionStep> session_path(const CourseSession& session);

} // namespace interleave
