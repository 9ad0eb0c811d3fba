// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the course that is no lesson of a scenario, such as the glossary: a file in resources/pages.
#pragma once

#include "core/scenario/embedded_text.h"

#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// A link of a page or a lesson that begins so chooses the scenario whose name follows:
/// "scenario:lost-update".
inline constexpr std::string_view scenario_link = "scenario:";

struct Page {
    std::string name;      ///< as typed, like "glossary"
    std::string title;     ///< its first heading
    std::string_view text; ///< Markdown
};

/// Returns the texts of resources/pages/NAME.md in the order of their names. The build makes the table:
/// embed_texts.cmake.
std::span<const EmbeddedText> page_texts() noexcept;

/// Returns all pages that the program carries, in the order of their names. Any thread may call it.
std::span<const Page> pages();

/// Returns the page of that name. Throws UsageError with the nearest name.
const Page& find_page(std::string_view name);

} // namespace interleave
