// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/proof.h"

#include "core/course/lesson_links.h"
#include "core/course/lessons.h"

#include <algorithm>

namespace interleave {

namespace {

bool is_on_lanes(const LookFor& look) {
    return !look.is_absent && look.what != "outcome" && look.what != "check";
}

} // namespace

std::vector<LookFor> proof_of(const Scenario& scenario) {
    const Lesson* const lesson = find_lesson(scenario.name);
    if (lesson != nullptr && !lesson->question.proof.empty())
        return lesson->question.proof;
    for (const PromisedBy& promised : promises_of(scenario.name))
        if (promised.backend->empty() && std::ranges::any_of(promised.promise->shown, is_on_lanes))
            return promised.promise->shown;
    return {};
}

} // namespace interleave
