// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/parsons_problems.h"

#include "core/course/parsons_reader.h"

#include <algorithm>
#include <string>

namespace interleave {

namespace {

std::vector<ParsonsProblem> read_all_problems() {
    std::vector<ParsonsProblem> problems;
    for (const auto& [name, text] : parsons_texts())
        problems.push_back(read_parsons(std::string(name), text));
    return problems;
}

} // namespace

const std::vector<ParsonsProblem>& all_parsons() {
    static const std::vector<ParsonsProblem> problems = read_all_problems();
    return problems;
}

const ParsonsProblem* find_parsons(std::string_view scenario) {
    const std::vector<ParsonsProblem>& problems = all_parsons();
    const auto found = std::ranges::find(problems, scenario, &ParsonsProblem::scenario);
    return found != problems.end() ? &*found : nullptr;
}

} // namespace interleave
