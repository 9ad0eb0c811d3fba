// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/handout.h"

#include "core/course/lesson_result.h"

#include <utility>

namespace interleave {

namespace {

using BlockKind = HandoutBlock::Kind;

/// Question and reasons may be of more than one line, blocks are not.
std::string one_paragraph(std::string text) {
    for (char& sign : text)
        sign = sign == '\n' ? ' ' : sign;
    return text;
}

template <typename Item>
void add_choices(Handout& handout, const std::vector<Item>& items, Ticks ticks) {
    for (std::size_t i = 0; i < items.size(); ++i)
        handout.blocks.push_back({.kind = BlockKind::choice,
                                  .text = items[i].text,
                                  .note = letter(i),
                                  .is_marked = ticks == Ticks::right && items[i].is_right,
                                  .keeps_with_next = i + 1 < items.size()});
}

} // namespace

std::string as_markdown(std::string_view text) {
    std::string escaped;
    for (const char sign : text) {
        if (std::string_view("\\`*_{}[]<>#|~").find(sign) != std::string_view::npos)
            escaped += '\\';
        escaped += sign;
    }
    return escaped;
}

void add_part(Handout& handout, std::string title) {
    handout.blocks.push_back({.kind = BlockKind::part, .text = std::move(title), .keeps_with_next = true});
}

void add_lesson(Handout& handout, std::string title, std::string note) {
    handout.blocks.push_back({.kind = BlockKind::lesson,
                              .text = std::move(title),
                              .note = std::move(note),
                              .keeps_with_next = true});
}

void add_heading(Handout& handout, std::string text) {
    handout.blocks.push_back({.kind = BlockKind::heading, .text = std::move(text), .keeps_with_next = true});
}

void add_text(Handout& handout, std::string text) {
    handout.blocks.push_back({.kind = BlockKind::text, .text = one_paragraph(std::move(text))});
}

void add_points(Handout& handout, const std::vector<std::string>& points) {
    for (const std::string& point : points)
        handout.blocks.push_back({.kind = BlockKind::point, .text = point});
}

void add_lines(Handout& handout, int lines) {
    if (!handout.blocks.empty())
        handout.blocks.back().keeps_with_next = true;
    handout.blocks.push_back({.kind = BlockKind::lines, .lines = lines});
}

void add_question(Handout& handout, const LessonQuestion& question, Ticks ticks) {
    add_text(handout, question.text);
    handout.blocks.back().keeps_with_next = true;
    if (question.number)
        add_text(handout, ticks == Ticks::right
                              ? "**" + expected_answer_text(question) + "**"
                              : "Write down a number (" + question.number->unit + "): ______________");
    else
        add_choices(handout, question.options, ticks);
    handout.blocks.back().keeps_with_next = true;
    add_heading(handout, "Why do you think so?");
    add_choices(handout, question.reasons, ticks);
}

void add_table(Handout& handout, const std::vector<double>& shares,
               const std::vector<std::vector<std::string>>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        handout.blocks.push_back({.kind = BlockKind::row,
                                  .is_marked = i == 0,
                                  .cells = rows[i],
                                  .shares = shares,
                                  .keeps_with_next = i + 1 < rows.size()});
}

} // namespace interleave
