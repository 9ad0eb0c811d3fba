// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lesson_result.h"

#include "core/analysis/check_text.h"
#include "core/analysis/figure.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

template <typename Item>
std::string right_one(const std::vector<Item>& items) {
    const auto right = std::ranges::find_if(items, &Item::is_right);
    return letter(static_cast<std::size_t>(right - items.begin())) + ". " + right->text;
}

std::string miss_text(const Check& check) {
    std::string text = "the check '" + check.name + "' ";
    text += check.holds ? "does not hold: " : "cannot be told: ";
    text += check.claim + " Expected " + expected_text(check);
    if (check.measured)
        text += ", measured " + figure(*check.measured, check.unit);
    return text + "." + (check.why.empty() ? "" : " (" + check.why + ")");
}

} // namespace

LessonResult lesson_result(const Lesson& lesson, RunInfo info) {
    RightAnswer answer = right_answer(lesson.question, info);
    return {&lesson, std::move(info), std::move(answer)};
}

bool is_expected(const LessonResult& result) noexcept {
    const LessonQuestion& question = result.lesson->question;
    if (result.answer.number)
        return is_expected(*question.number, *result.answer.number);
    return result.answer.option && question.options[*result.answer.option].is_right;
}

std::string letter(std::size_t place) {
    return std::string(1, static_cast<char>('A' + place));
}

std::string answer_text(const LessonResult& result) {
    const LessonQuestion& question = result.lesson->question;
    if (result.answer.number)
        return figure(*result.answer.number, question.number->unit);
    if (result.answer.option)
        return letter(*result.answer.option) + ". " + question.options[*result.answer.option].text;
    return {};
}

std::string expected_answer_text(const LessonQuestion& question) {
    if (!question.number)
        return right_one(question.options);
    return figure(question.number->least_expected) + " to " +
           figure(question.number->most_expected, question.number->unit);
}

std::string right_reason_text(const LessonQuestion& question) {
    return right_one(question.reasons);
}

std::vector<std::string> missing_effects(const LessonResult& result) {
    std::vector<std::string> missing;
    const RunInfo& info = result.info;
    if (!info.error.empty())
        missing.push_back("the run failed: " + info.error);
    else if (info.ended == Ended::time_limit)
        missing.emplace_back("the run reached its time limit");
    if (!is_expected(result)) {
        const std::string came = answer_text(result);
        missing.push_back(came.empty() ? "the answer cannot be told: " + result.answer.why
                                       : "the answer is '" + came + "', where theory expects '" +
                                             expected_answer_text(result.lesson->question) + "'");
    }
    for (const Check& check : info.checks) {
        if (check.holds != true)
            missing.push_back(miss_text(check));
    }
    return missing;
}

std::optional<bool> shows_effect(const LessonResult& result) {
    if (missing_effects(result).empty())
        return true;
    const RunInfo& info = result.info;
    const bool is_told = result.answer.option || result.answer.number || !result.answer.fits;
    const bool is_missed = !info.error.empty() || info.ended == Ended::time_limit ||
                           (is_told && !is_expected(result)) ||
                           std::ranges::count(info.checks, false, &Check::holds) > 0;
    return is_missed ? std::optional(false) : std::nullopt;
}

} // namespace interleave
