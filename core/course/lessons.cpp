// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lessons.h"

#include "core/course/lesson_reader.h"

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

std::vector<Lesson> read_lessons() {
    std::vector<Lesson> lessons;
    for (const auto& [scenario, text] : lesson_texts())
        lessons.push_back(read_lesson(std::string(scenario), text));
    return lessons;
}

} // namespace

const Lesson* find_lesson(std::string_view scenario) {
    static const std::vector<Lesson> lessons = read_lessons();
    const auto found = std::ranges::find(lessons, scenario, &Lesson::scenario);
    return found != lessons.end() ? &*found : nullptr;
}

} // namespace interleave
