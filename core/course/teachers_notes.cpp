// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/teachers_notes.h"

#include "core/course/lesson_page.h"
#include "core/course/lesson_result.h"
#include "core/course/lesson_sections.h"
#include "core/course/worksheet.h"

#include <array>
#include <cstdio>
#include <utility>

namespace interleave {

namespace {

constexpr int opening_minutes = 5;
constexpr int closing_minutes = 5;
constexpr int test_minutes = 15;

/// Returns minutes as a clock shows them: "1:05".
std::string clock_text(int minutes) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%d:%02d", minutes / 60, minutes % 60);
    return text.data();
}

/// Puts steps one after the other.
class Path {
public:
    void add(int minutes, std::string what) {
        if (minutes <= 0)
            return;
        steps_.push_back({now_, minutes, std::move(what)});
        now_ += minutes;
    }
    int left() const noexcept { return session_minutes - now_; }
    std::vector<SessionStep> steps() && { return std::move(steps_); }

private:
    std::vector<SessionStep> steps_;
    int now_ = 0;
};

void add_path(Handout& handout, const CourseSession& session) {
    std::vector<std::vector<std::string>> rows{{"From", "Minutes", "What"}};
    for (const SessionStep& step : session_path(session))
        rows.push_back({clock_text(step.from), std::to_string(step.minutes), step.what});
    add_heading(handout, "The way through the session");
    add_table(handout, {0.1, 0.12, 0.78}, rows);
    add_text(
        handout,
        "Each lesson goes the same way: show the question (the first of its two slides), let everybody tick "
        "answer and reason on the worksheet, let them talk with a neighbour who ticked another one, and only "
        "then run the scenario (F5 shows it in large letters). `interleave doctor --course` says beforehand "
        "which lessons do not show their effect on a machine.");
}

/// Returns the wrong answers by their letters: what students say, for whoever listens to them.
std::string wrong_options(const LessonQuestion& question) {
    std::string text;
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        if (!question.options[i].is_right)
            text += (text.empty() ? "" : " · ") + letter(i) + ". " + question.options[i].text;
    }
    return text;
}

void add_replies(Handout& handout, const LessonQuestion& question) {
    std::vector<std::vector<std::string>> rows{{"Who says so", "Say"}};
    for (std::size_t i = 0; i < question.reasons.size(); ++i) {
        const LessonReason& reason = question.reasons[i];
        if (!reason.is_right)
            rows.push_back({letter(i) + ". " + reason.text, reason.reply});
    }
    add_table(handout, {0.42, 0.58}, rows);
}

void add_notes(Handout& handout, const Lesson& lesson, const std::string& title) {
    add_lesson(handout, title, minutes_text(lesson.minutes));
    const LessonQuestion& question = lesson.question;
    add_text(handout, question.text);
    handout.blocks.back().keeps_with_next = true;
    add_text(handout, "**Expected:** " + expected_answer_text(question));
    add_text(handout, "**Because:** " + right_reason_text(question));
    if (const std::string wrong = wrong_options(question); !wrong.empty())
        add_text(handout, "**Wrong answers to expect:** " + wrong);
    add_replies(handout, question);
    add_heading(handout, "Point at");
    for (const SectionPart& part : section_parts(lesson.body, look_heading))
        add_points(handout, {part.text});
    std::string python;
    for (const std::string& word : lesson.python)
        python += (python.empty() ? "`" : ", `") + word + "`";
    if (!python.empty())
        add_text(handout, "In Python: " + python + "; program `" + lesson.scenario + ".py`.");
}

} // namespace

std::vector<SessionStep> session_path(const CourseSession& session) {
    Path path;
    path.add(opening_minutes, session.number == 1
                                  ? "Welcome: what Interleave records, and how a timeline is read"
                                  : "The homework of the last session");
    if (session.number == 1)
        path.add(test_minutes, "The test before the course");
    for (const Lesson* lesson : session.core)
        path.add(lesson->minutes, title_of(*lesson));
    const int at_the_end = closing_minutes + (session.number == course_sessions ? test_minutes : 0);
    path.add(path.left() - at_the_end, "Free trials: what to vary, each group one lesson, and what they saw");
    if (session.number == course_sessions)
        path.add(test_minutes, "The test after the course");
    std::string homework;
    for (const Lesson* lesson : session.homework)
        homework += (homework.empty() ? ": " : ", ") + title_of(*lesson);
    path.add(closing_minutes, "What was new; the homework" + homework);
    return std::move(path).steps();
}

Handout teachers_notes(const CourseSession& session) {
    Handout handout{
        .title = title_of(session), .kind = "Teacher's notes", .is_filled_in = false, .introduction = ""};
    add_path(handout, session);
    int number = 0;
    for (const Lesson* lesson : session.core)
        add_notes(handout, *lesson, std::to_string(++number) + "  " + title_of(*lesson));
    if (!session.homework.empty())
        add_part(handout, "Homework");
    for (const Lesson* lesson : session.homework)
        add_notes(handout, *lesson, std::to_string(++number) + "  " + title_of(*lesson));
    return handout;
}

} // namespace interleave
