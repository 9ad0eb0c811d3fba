// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons that the program carries.
#pragma once

#include "core/course/lesson.h"
#include "core/scenario/embedded_text.h"

#include <span>
#include <string_view>

namespace interleave {

/// Returns the texts of resources/lessons/SCENARIO.md in the order of their names. The build makes the table:
/// embed_texts.cmake.
std::span<const EmbeddedText> lesson_texts() noexcept;

/// Returns the lesson of the scenario of that name; nullptr if there is none. The first call reads all of
/// them and throws UsageError if one cannot be read, which test_lessons rules out. Any thread may call it.
const Lesson* find_lesson(std::string_view scenario);

} // namespace interleave
