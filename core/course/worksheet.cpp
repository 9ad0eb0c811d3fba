// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/worksheet.h"

#include "core/course/lesson_page.h"
#include "core/course/lesson_sections.h"

namespace interleave {

namespace {

constexpr int lines_for_result = 2;
constexpr int lines_for_trials = 3;

/// Paragraphs become text, so that only what is a point of the list looks like one.
void add_section(Handout& handout, const Lesson& lesson, const char* heading) {
    const std::vector<SectionPart> parts = section_parts(lesson.body, heading);
    if (parts.empty())
        return;
    add_heading(handout, std::string(heading).substr(std::string_view("## ").size()));
    for (const SectionPart& part : parts) {
        if (part.is_point)
            add_points(handout, {part.text});
        else
            add_text(handout, part.text);
    }
}

void add_sheet(Handout& handout, const Lesson& lesson, const std::string& title) {
    add_lesson(handout, title, minutes_text(lesson.minutes));
    add_question(handout, lesson.question, Ticks::none);
    add_heading(handout, "Run it");
    add_text(handout, "Choose `" + lesson.scenario + "` in the window, or type `interleave run " +
                          lesson.scenario + "`. What came out? Was your reason right?");
    add_lines(handout, lines_for_result);
    add_section(handout, lesson, look_heading);
    add_section(handout, lesson, vary_heading);
    handout.blocks.back().keeps_with_next = true; // room to write stands below what it is for
    add_text(handout, "What I tried, and what I saw:");
    add_lines(handout, lines_for_trials);
}

} // namespace

std::string minutes_text(int minutes) {
    return std::to_string(minutes) + (minutes == 1 ? " minute" : " minutes");
}

Handout worksheet(const CourseSession& session) {
    Handout handout{.title = title_of(session),
                    .kind = "Worksheet",
                    .is_filled_in = true,
                    .introduction =
                        "Tick one answer and one reason before you run anything. A wrong answer is "
                        "worth as much as a right one: the run tells which it was, and why."};
    int number = 0;
    for (const Lesson* lesson : session.core)
        add_sheet(handout, *lesson, std::to_string(++number) + "  " + title_of(*lesson));
    if (!session.homework.empty())
        add_part(handout, "Homework");
    for (const Lesson* lesson : session.homework)
        add_sheet(handout, *lesson, std::to_string(++number) + "  " + title_of(*lesson));
    return handout;
}

} // namespace interleave
