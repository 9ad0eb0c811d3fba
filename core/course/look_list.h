// SPDX-License-Identifier: GPL-3.0-or-later
// What the lessons promise to be seen: each point below "What to look for" with the things that a run must
// show for it. The list is resources/lessons/what_to_look_for.txt; its head says its form.
#pragma once

#include "core/course/look_for.h"
#include "core/scenario/embedded_text.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// A piece of a lesson's text, and what must exist in a run for it.
struct LookPromise {
    int line = 0;      ///< of the list
    std::string words; ///< in Markdown, letter by letter as in the lesson, but for line breaks
    std::vector<LookFor> shown{};
};

/// The promises of a lesson for one backend.
struct LessonPromises {
    std::string scenario;
    std::string backend; ///< empty: the scenario's first one
    std::vector<LookPromise> promises{};
};

/// Throws UsageError, whose message names the line and says in one line what is wrong with it.
std::vector<LessonPromises> read_look_list(std::string_view text);

/// Returns the list that the program carries. The first call reads it and throws UsageError if it cannot be
/// read, which test_look_list rules out. Any thread may call it.
const std::vector<LessonPromises>& look_list();

/// Returns the text of resources/lessons/what_to_look_for.txt as the only one. The build makes it:
/// embed_texts.cmake.
std::span<const EmbeddedText> look_list_texts() noexcept;

} // namespace interleave
