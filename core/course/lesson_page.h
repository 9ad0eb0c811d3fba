// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson as a page of Markdown, with its question in the section "Predict". Nothing on the page says which
// answer is the right one.
#pragma once

#include "core/course/lesson.h"

#include <string>

namespace interleave {

/// The heading of the question, and within its section that of the reasons.
inline constexpr const char* question_heading = "## Predict";
inline constexpr const char* reasons_heading = "### Why do you think so?";
/// The heading of the section before which the question stands.
inline constexpr const char* look_heading = "## What to look for";
/// The heading of the section that says what to try.
inline constexpr const char* vary_heading = "## What to vary";

/// Returns how long the lesson takes, where it stands in the course and what it is about in Python, as a line
/// of Markdown: "20 minutes · session 2 · `threading.Lock`". It is the line below the page's title.
std::string lesson_facts(const Lesson& lesson);

std::string lesson_page(const Lesson& lesson);
/// Returns the page with another section "Predict", such as reply_to() returns.
std::string lesson_page(const Lesson& lesson, const std::string& predict);
/// Returns what stands before the question, which gives nothing away.
std::string lesson_head(const Lesson& lesson);

} // namespace interleave
