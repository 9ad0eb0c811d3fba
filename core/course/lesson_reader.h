// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a lesson: front matter in YAML between two lines `---`, then the page in Markdown. CONTRIBUTING,
// "Write a lesson", tells the keys.
#pragma once

#include "core/course/lesson.h"

#include <string>
#include <string_view>

namespace interleave {

/// Reads the text of `resources/lessons/SCENARIO.md`. Throws UsageError, one line with file, line, what is
/// wrong and the remedy.
Lesson read_lesson(const std::string& scenario, std::string_view text);

} // namespace interleave
