// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the first thing that is wrong with the lines that somebody has put together.
#pragma once

#include "core/course/parsons.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interleave {

/// A line that was taken, by its number among all lines of the problem.
struct PlacedLine {
    std::size_t line;
    int indent; ///< steps from the left edge

    bool operator==(const PlacedLine&) const = default;
};

/// The first thing that is wrong, from top to bottom.
struct ParsonsFault {
    std::optional<std::size_t>
        place;       ///< of the line in the program, from 0; none if something is missing at its end
    std::string why; ///< one line of Markdown: what goes wrong, never only that it is wrong
};

/// Returns nothing if the program is right: all lines and no wrong one, each in its block, and each after
/// what must come before it. More than one order may be right. Pure function.
std::optional<ParsonsFault> first_fault(const ParsonsProblem& problem, std::span<const PlacedLine> program);

/// Returns the program in the problem's own order.
std::vector<PlacedLine> solution_of(const ParsonsProblem& problem);

/// Returns the program as a text of Python, four blanks for each step.
std::string program_text(const ParsonsProblem& problem, std::span<const PlacedLine> program);

} // namespace interleave
