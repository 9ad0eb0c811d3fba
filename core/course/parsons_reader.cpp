// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/parsons_reader.h"

#include "core/course/checked_yaml.h"
#include "core/scenario/nearest_name.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

/// One reads one file, whose name and line are in every message.
class ParsonsReader : private CheckedYaml {
public:
    explicit ParsonsReader(std::string scenario) : CheckedYaml("resources/parsons/" + scenario + ".yaml") {
        problem_.scenario = std::move(scenario);
    }

    ParsonsProblem read(std::string_view text) {
        const YAML::Node top = load(std::string(text));
        check_keys(top, "the problem", {"title", "task", "given", "lines", "wrong"}, {});
        problem_.title = line_text(top["title"], "title");
        problem_.task = line_text(top["task"], "task");
        problem_.given = text_of(top["given"], "given");
        for (const YAML::Node& node : list(top, "lines"))
            read_line(node);
        if (problem_.lines.empty())
            fail(top["lines"], "there are no lines to put together; add them in an order that is right");
        for (const YAML::Node& node : list(top, "wrong"))
            read_wrong_line(node);
        return std::move(problem_);
    }

private:
    void read_line(const YAML::Node& node) {
        check_keys(node, "a line", {"id", "text", "missing"}, {"in", "outside", "after"});
        ParsonsLine line;
        line.text = new_code(node["text"]);
        line.missing = line_text(node["missing"], "missing");
        if (node["in"].IsDefined() != node["outside"].IsDefined())
            fail(node, "in says in whose block the line stands, and outside what goes wrong elsewhere; "
                       "give both, or none at the left edge");
        if (node["in"]) {
            line.block = number_of_line(node["in"]);
            line.outside = line_text(node["outside"], "outside");
            if (const std::string& block = problem_.lines[*line.block].text; !opens_block(block))
                fail(node["in"], "'" + block + "' opens no block; only a line that ends with a colon does");
        }
        if (node["after"])
            read_after(node["after"], line);
        std::string id = text_of(node["id"], "id");
        if (std::ranges::find(ids_, id) != ids_.end())
            fail(node["id"], "there are two lines '" + id + "'; give each an id of its own");
        ids_.push_back(std::move(id));
        problem_.lines.push_back(std::move(line));
    }

    void read_after(const YAML::Node& node, ParsonsLine& line) const {
        if (!node.IsMap())
            fail(node,
                 "after must be keys with values: the id of each line before, and what goes wrong otherwise");
        for (const auto& entry : node)
            line.after.push_back({number_of_line(entry.first), line_text(entry.second, "what goes wrong")});
    }

    void read_wrong_line(const YAML::Node& node) {
        check_keys(node, "a wrong line", {"text", "instead_of", "why"}, {});
        std::string text = new_code(node["text"]);
        problem_.wrong_lines.push_back(
            {std::move(text), number_of_line(node["instead_of"]), line_text(node["why"], "why")});
    }

    /// Returns a line of code that is not there yet: two lines of the same text could not be told apart.
    std::string new_code(const YAML::Node& node) const {
        std::string text = text_of(node, "text");
        if (text.find('\n') != std::string::npos || text.front() == ' ')
            fail(node, "text must be one line of code without its indentation");
        for (std::size_t line = 0; line < line_count(problem_); ++line) {
            if (interleave::text_of(problem_, line) == text)
                fail(node, "the line '" + text + "' stands twice; remove one or change it");
        }
        return text;
    }

    std::size_t number_of_line(const YAML::Node& node) const {
        const std::string id = text_of(node, "the id of a line");
        const auto found = std::ranges::find(ids_, id);
        if (found == ids_.end())
            fail(node, unknown_name("line before this one", id, ids_));
        return static_cast<std::size_t>(found - ids_.begin());
    }

    ParsonsProblem problem_;
    std::vector<std::string> ids_; ///< of the lines that were read
};

} // namespace

ParsonsProblem read_parsons(const std::string& scenario, std::string_view text) {
    return ParsonsReader(scenario).read(text);
}

} // namespace interleave
