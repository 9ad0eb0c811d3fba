// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the sections of a lesson's page apart, for paper.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// A point of a list, or a paragraph outside of one.
struct SectionPart {
    bool is_point;
    std::string text; ///< one line of Markdown
};

/// Returns the parts below a heading such as "## What to vary" up to the next one. There are none if the page
/// has no such heading.
std::vector<SectionPart> section_parts(std::string_view page, std::string_view heading);

} // namespace interleave
