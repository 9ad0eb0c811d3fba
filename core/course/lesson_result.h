// SPDX-License-Identifier: GPL-3.0-or-later
// What a run of a lesson's scenario says of its question, in words for a lecturer.
#pragma once

#include "core/course/lesson.h"
#include "core/course/right_answer.h"
#include "core/trace/run_info.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// A lesson and a run of its scenario with the defaults.
struct LessonResult {
    const Lesson* lesson;
    RunInfo info;
    RightAnswer answer;
};

LessonResult lesson_result(const Lesson& lesson, RunInfo info);

/// Whether a run gave an answer, and the one that theory expects.
bool is_expected(const LessonResult& result) noexcept;

/// Returns the letter that stands before an option or a reason: "A" for the first one.
std::string letter(std::size_t place);

/// Returns the answer that came out: "B. About 0.75 s", "1.62 times as fast"; empty if none did.
std::string answer_text(const LessonResult& result);
/// Returns the answer that theory expects: "B. About 0.75 s", "1.4 to 1.8 times as fast".
std::string expected_answer_text(const LessonQuestion& question);
/// Returns the right reason with its letter.
std::string right_reason_text(const LessonQuestion& question);

/// Returns why this run does not show what the lesson is about, one line each: the right answer is another
/// one or cannot be told, a check does not hold or cannot be told, the run did not end well. There are none
/// if it shows it.
std::vector<std::string> missing_effects(const LessonResult& result);

/// Whether this run shows what the lesson is about; none if that cannot be told, as on a busy machine.
std::optional<bool> shows_effect(const LessonResult& result);

} // namespace interleave
