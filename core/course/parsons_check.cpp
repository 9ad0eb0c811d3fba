// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/parsons_check.h"

#include <algorithm>

namespace interleave {

namespace {

std::string code(const std::string& text) {
    return "`" + text + "`";
}

class ProgramCheck {
public:
    ProgramCheck(const ParsonsProblem& problem, std::span<const PlacedLine> program)
        : problem_(problem)
        , program_(program) {}

    std::optional<ParsonsFault> first_fault() const {
        for (std::size_t place = 0; place < program_.size(); ++place) {
            if (std::string why = fault_at(place); !why.empty())
                return ParsonsFault{place, std::move(why)};
        }
        for (std::size_t line = 0; line < problem_.lines.size(); ++line) {
            if (!place_of(line))
                return ParsonsFault{std::nullopt, problem_.lines[line].missing};
        }
        return std::nullopt;
    }

private:
    std::string fault_at(std::size_t place) const {
        const PlacedLine& placed = program_[place];
        if (placed.line >= problem_.lines.size())
            return problem_.wrong_lines[placed.line - problem_.lines.size()].why;
        const ParsonsLine& line = problem_.lines[placed.line];
        if (std::string why = fault_of_indent(place, line); !why.empty())
            return why;
        if (std::string why = fault_of_block(place, line); !why.empty())
            return why;
        for (const ParsonsOrder& order : line.after) {
            const auto other = place_of(order.line);
            if (!other)
                return problem_.lines[order.line].missing;
            if (*other > place)
                return order.why;
        }
        return {};
    }

    /// What Python itself refuses.
    std::string fault_of_indent(std::size_t place, const ParsonsLine& line) const {
        const int indent = program_[place].indent;
        if (place == 0)
            return indent > 0 ? "A program begins at the left edge: no block is open yet." : "";
        const PlacedLine& above = program_[place - 1];
        const std::string& text_above = text_of(problem_, above.line);
        if (!opens_block(text_above))
            return indent > above.indent
                       ? "Only a line that ends with a colon opens a block, so this one cannot stand further "
                         "to the right than " +
                             code(text_above) + "."
                       : "";
        if (indent > above.indent + 1)
            return "The block of " + code(text_above) + " begins one step to the right of it.";
        if (indent == above.indent + 1)
            return {};
        if (line.block == above.line)
            return line.outside;
        return "The block of " + code(text_above) +
               " is empty. What is to happen in it stands below it, one step further to the right.";
    }

    std::string fault_of_block(std::size_t place, const ParsonsLine& line) const {
        const auto block = block_at(place);
        if (block == line.block)
            return {};
        if (!line.block)
            return "It would be a part of " + code(text_of(problem_, *block)) +
                   ". It stands for itself, at the left edge.";
        return place_of(*line.block) ? line.outside : problem_.lines[*line.block].missing;
    }

    /// Returns the line in whose block the line at this place stands.
    std::optional<std::size_t> block_at(std::size_t place) const {
        for (std::size_t above = place; above > 0; --above) {
            if (program_[above - 1].indent < program_[place].indent)
                return program_[above - 1].line;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> place_of(std::size_t line) const {
        const auto found = std::ranges::find(program_, line, &PlacedLine::line);
        if (found == program_.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - program_.begin());
    }

    const ParsonsProblem& problem_;
    std::span<const PlacedLine> program_;
};

} // namespace

std::optional<ParsonsFault> first_fault(const ParsonsProblem& problem, std::span<const PlacedLine> program) {
    return ProgramCheck(problem, program).first_fault();
}

std::vector<PlacedLine> solution_of(const ParsonsProblem& problem) {
    std::vector<PlacedLine> program;
    for (std::size_t line = 0; line < problem.lines.size(); ++line) {
        const std::optional<std::size_t> block = problem.lines[line].block;
        program.push_back({line, block ? program[*block].indent + 1 : 0});
    }
    return program;
}

std::string program_text(const ParsonsProblem& problem, std::span<const PlacedLine> program) {
    std::string text;
    for (const PlacedLine& placed : program)
        text += std::string(4 * static_cast<std::size_t>(placed.indent), ' ') +
                text_of(problem, placed.line) + "\n";
    return text;
}

} // namespace interleave
