// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson of the course as plain data: its place, its question with what makes an answer the right one, and
// its page.
#pragma once

#include "core/analysis/outcome_condition.h"
#include "core/course/look_for.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// An answer to choose. It is the right one in a run in which all its conditions are met.
struct LessonOption {
    std::string text; ///< one line of Markdown
    std::vector<OutcomeCondition> conditions;
    bool is_right = false; ///< what theory expects of a run with the defaults; test_lessons compares
};

/// A number that is asked for instead of an option.
struct LessonNumber {
    OutcomeQuantity quantity;
    std::string unit;
    double tolerance = 0; ///< relative to what was measured: an answer within it is right
    double least_expected = 0;
    double most_expected = 0; ///< what a run with the defaults measures lies between the two
};

/// An answer to "Why do you think so?"
struct LessonReason {
    std::string text; ///< one line of Markdown
    bool is_right = false;
    std::string reply{}; ///< why it is wrong; empty for the right one
};

/// What must be given so that a run can answer at all.
struct LessonNeeds {
    bool two_processors = false;
    bool quiet_machine = false;      ///< times decide, so load excuses what is not expected
    std::vector<std::string> checks; ///< that could be told
};

struct LessonQuestion {
    std::string text; ///< Markdown
    LessonNeeds needs{};
    std::vector<LessonOption> options{};  ///< exactly one is right; empty if a number is asked for
    std::optional<LessonNumber> number{}; ///< none if there are options
    std::vector<LessonReason> reasons{};  ///< exactly one is right
    std::vector<LookFor> proof{};         ///< where a run shows that the right answer is right
};

/// Where a lesson is done: in class, at home, or by whoever wants to know more.
enum class LessonPart { core, homework, optional };

struct Lesson {
    std::string scenario; ///< the name of the scenario it belongs to
    LessonPart part = LessonPart::optional;
    int place = 0;                   ///< among those of its part in the session, from 1; 0 if optional
    int minutes = 0;                 ///< it takes in a class
    int session = 0;                 ///< of the course, from 1
    std::vector<std::string> python; ///< what it is about in Python: "threading.Lock"
    LessonQuestion question;
    std::string body; ///< Markdown, without the question
};

constexpr int course_sessions = 6;
constexpr int session_minutes = 90;

} // namespace interleave
