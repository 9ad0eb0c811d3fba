// SPDX-License-Identifier: GPL-3.0-or-later
// The course: six sessions, each with the lessons that are done in class and those that are homework. The
// front matter of the lessons says which is which.
#pragma once

#include "core/course/lesson.h"

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct CourseSession {
    int number = 0;                      ///< from 1
    std::string title;                   ///< "Races"
    std::vector<const Lesson*> core;     ///< in the order in which they are taught
    std::vector<const Lesson*> homework; ///< likewise
};

/// Returns all sessions in their order.
std::vector<CourseSession> course();

/// Returns how long the lessons in class take.
int core_minutes(const CourseSession& session);

/// Returns the session of that number. Throws UsageError for a word that is none.
CourseSession find_session(std::string_view word);

/// Returns number and title: "Session 2: Races".
std::string title_of(const CourseSession& session);
/// Returns the title of the lesson's scenario: "The lost update".
const std::string& title_of(const Lesson& lesson);

} // namespace interleave
