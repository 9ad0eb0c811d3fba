// SPDX-License-Identifier: GPL-3.0-or-later
// A handout as plain data: what stands on the paper, not where. Worksheets, keys, notes and tests are made of
// it, and whoever prints it decides on fonts and pages.
#pragma once

#include "core/course/lesson.h"

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// A part that the end of a page never cuts. Its texts are single lines of Markdown.
struct HandoutBlock {
    enum class Kind {
        part,    ///< the title of some lessons: "Homework"
        lesson,  ///< the title of one lesson, with a note at the right
        heading, ///< within a lesson
        text,    ///< a paragraph
        point,   ///< of a list
        choice,  ///< a box to tick, a letter, and what it stands for
        lines,   ///< empty lines to write on
        row      ///< of a table
    };
    Kind kind;
    std::string text{};
    std::string note{};               ///< of a lesson: "20 minutes"; of a choice: its letter
    bool is_marked = false;           ///< a ticked choice, the head of a table
    int lines = 0;                    ///< how many to write on
    std::vector<std::string> cells{}; ///< of a row
    std::vector<double> shares{};     ///< of the width for each cell; together 1
    bool keeps_with_next = false;     ///< no page ends behind it
};

struct Handout {
    std::string title;        ///< "Session 2: Races"
    std::string kind;         ///< "Worksheet"
    bool is_filled_in;        ///< by a student, who writes name and date on it
    std::string introduction; ///< one paragraph
    std::vector<HandoutBlock> blocks{};
};

/// Which of a question's answers are ticked.
enum class Ticks { none, right };

/// Returns Markdown that shows a text as it is, whatever signs it has.
std::string as_markdown(std::string_view text);

/// These append to a handout. A question stays together with its answers and reasons, and so does a table.
void add_part(Handout& handout, std::string title);
void add_lesson(Handout& handout, std::string title, std::string note);
void add_heading(Handout& handout, std::string text);
void add_text(Handout& handout, std::string text);
void add_points(Handout& handout, const std::vector<std::string>& points);
void add_lines(Handout& handout, int lines); ///< they stay with what stands above them
void add_question(Handout& handout, const LessonQuestion& question, Ticks ticks);
/// The first row is the table's head; all rows have a cell for each share.
void add_table(Handout& handout, const std::vector<double>& shares,
               const std::vector<std::vector<std::string>>& rows);

} // namespace interleave
