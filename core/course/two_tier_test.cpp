// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/two_tier_test.h"

#include "core/course/answer_key.h"
#include "core/course/lessons.h"

#include <algorithm>
#include <array>

namespace interleave {

namespace {

struct TestItem {
    const char* scenario;
    const char* misconception; ///< that its wrong answers and reasons are made of
};

constexpr std::array<TestItem, 10> items{{
    {"numbers-and-letters", "A pause of one stops all"},
    {"memory", "Threads have copies of variables"},
    {"lost-update", "One line of code cannot be interrupted"},
    {"ticket-sale", "What one has seen the other sees at once"},
    {"lock-contention", "A lock costs little, or stops everything"},
    {"wake-ups", "Whoever is woken has what it waited for"},
    {"two-locks", "The system breaks a circle of waits"},
    {"io-bound", "Waiting needs a processor"},
    {"sensor-hub", "Under a GIL the urgent thread gets through"},
    {"futures", "An exception in a worker is lost, or ends all"},
}};

/// Returns the question as the test asks it at that time.
LessonQuestion question_at(TestTime time, const LessonQuestion& question) {
    LessonQuestion asked = question;
    if (time == TestTime::before)
        return asked;
    std::ranges::rotate(asked.options, asked.options.begin() + 1);
    std::ranges::rotate(asked.reasons, asked.reasons.end() - 1);
    return asked;
}

template <typename Item>
std::string right_letter(const std::vector<Item>& choices) {
    return letter(static_cast<std::size_t>(std::ranges::find_if(choices, &Item::is_right) - choices.begin()));
}

/// Returns answer and reason as they are ticked: "C, because B".
std::string right_letters(TestTime time, const LessonQuestion& question) {
    const LessonQuestion asked = question_at(time, question);
    return right_letter(asked.options) + ", because " + right_letter(asked.reasons);
}

std::string here(const Lesson& lesson, std::span<const LessonResult> results) {
    const auto result = std::ranges::find(results, &lesson, &LessonResult::lesson);
    if (result == results.end())
        return "not run here";
    const std::string came = answer_text(*result);
    if (came.empty())
        return "cannot be told here: " + as_markdown(result->answer.why);
    return is_expected(*result) ? "came out here, too" : "here came out: " + came;
}

} // namespace

std::vector<const Lesson*> test_lessons() {
    std::vector<const Lesson*> lessons;
    for (const TestItem& item : items)
        lessons.push_back(find_lesson(item.scenario));
    return lessons;
}

Handout two_tier_test(TestTime time) {
    Handout handout{.title = time == TestTime::before ? "Test before the course" : "Test after the course",
                    .kind = "Ten questions, 15 minutes",
                    .is_filled_in = true,
                    .introduction =
                        "Tick one answer and one reason for each question. A question counts only if "
                        "both are right. Unless it says otherwise, the machine has two processors "
                        "that nobody else uses."};
    int number = 0;
    for (const Lesson* lesson : test_lessons()) {
        add_lesson(handout, "Question " + std::to_string(++number), "");
        add_question(handout, question_at(time, lesson->question), Ticks::none);
    }
    return handout;
}

Handout two_tier_key(std::span<const LessonResult> results) {
    Handout handout{.title = "Test before and after the course",
                    .kind = "Key",
                    .is_filled_in = false,
                    .introduction =
                        "A question counts only if answer and reason are right. A right answer with a "
                        "wrong reason shows the misconception, and so does the same wrong answer "
                        "in both tests. " +
                        measured_on(results)};
    std::vector<std::vector<std::string>> rows{{"", "Before", "After", "What it asks for", "Lesson"}};
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Lesson& lesson = *find_lesson(items[i].scenario);
        rows.push_back({std::to_string(i + 1), right_letters(TestTime::before, lesson.question),
                        right_letters(TestTime::after, lesson.question), items[i].misconception,
                        "`" + lesson.scenario + "`, session " + std::to_string(lesson.session)});
    }
    add_table(handout, {0.05, 0.17, 0.17, 0.36, 0.25}, rows);
    add_part(handout, "The answers in words");
    int number = 0;
    for (const Lesson* lesson : test_lessons()) {
        add_lesson(handout, "Question " + std::to_string(++number), lesson->scenario);
        const LessonQuestion& question = lesson->question;
        add_text(handout, question.text);
        handout.blocks.back().keeps_with_next = true;
        const auto answer = std::ranges::find_if(question.options, &LessonOption::is_right);
        const auto reason = std::ranges::find_if(question.reasons, &LessonReason::is_right);
        add_text(handout, "**" + answer->text + "** (" + here(*lesson, results) + ")");
        handout.blocks.back().keeps_with_next = true;
        add_text(handout, reason->text);
        std::vector<std::vector<std::string>> replies{{"Who says so", "Say"}};
        for (const LessonReason& wrong : question.reasons) {
            if (!wrong.is_right)
                replies.push_back({wrong.text, wrong.reply});
        }
        add_table(handout, {0.42, 0.58}, replies);
    }
    return handout;
}

} // namespace interleave
