// SPDX-License-Identifier: GPL-3.0-or-later
// A Parsons problem as plain data: the lines of a program, out of order and with wrong ones among them, are
// to be put together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// A line must come after another one.
struct ParsonsOrder {
    std::size_t line; ///< place of the other one in ParsonsProblem::lines
    std::string why;  ///< what goes wrong otherwise
};

/// A line of the program. It is given once and stands in one block, but only what must come before it does.
struct ParsonsLine {
    std::string text;                   ///< code without its indentation
    std::optional<std::size_t> block{}; ///< the line in whose block it stands; none at the left edge
    std::string outside{};              ///< what goes wrong in another block; empty at the left edge
    std::string missing;                ///< what goes wrong without it
    std::vector<ParsonsOrder> after{};
};

/// A line that does not belong into the program, though many believe it does.
struct ParsonsWrongLine {
    std::string text;
    std::size_t instead_of; ///< the line that belongs there
    std::string why;        ///< what goes wrong with it
};

/// Texts for people are lines of Markdown.
struct ParsonsProblem {
    std::string scenario; ///< the name of the scenario it belongs to
    std::string title;
    std::string task;
    std::string given;              ///< code that is there already
    std::vector<ParsonsLine> lines; ///< in an order that is right
    std::vector<ParsonsWrongLine> wrong_lines;
};

/// Returns how many lines there are to choose from: first `lines`, then `wrong_lines`.
inline std::size_t line_count(const ParsonsProblem& problem) noexcept {
    return problem.lines.size() + problem.wrong_lines.size();
}

/// Returns the code of a line of that number.
inline const std::string& text_of(const ParsonsProblem& problem, std::size_t number) {
    return number < problem.lines.size() ? problem.lines[number].text
                                         : problem.wrong_lines[number - problem.lines.size()].text;
}

/// Whether a block begins after this line of Python.
inline bool opens_block(const std::string& text) noexcept {
    return text.ends_with(':');
}

} // namespace interleave
