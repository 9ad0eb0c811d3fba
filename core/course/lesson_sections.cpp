// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lesson_sections.h"

namespace interleave {

namespace {

std::string_view trimmed(std::string_view line) {
    const auto begin = line.find_first_not_of(" \r");
    return begin == std::string_view::npos ? std::string_view()
                                           : line.substr(begin, line.find_last_not_of(" \r") - begin + 1);
}

} // namespace

std::vector<SectionPart> section_parts(std::string_view page, std::string_view heading) {
    std::vector<SectionPart> parts;
    bool within = false;
    bool continues = false;
    while (!page.empty()) {
        const std::string_view line = page.substr(0, page.find('\n'));
        page.remove_prefix(line.size() < page.size() ? line.size() + 1 : page.size());
        if (line.starts_with("## ")) {
            within = trimmed(line) == heading;
            continues = false;
            continue;
        }
        const std::string_view words = trimmed(line);
        if (!within || words.empty()) {
            continues = false;
        } else if (line.starts_with("- ")) {
            parts.push_back({true, std::string(trimmed(words.substr(1)))});
            continues = true;
        } else if (continues) {
            parts.back().text += " " + std::string(words);
        } else {
            parts.push_back({false, std::string(words)});
            continues = true;
        }
    }
    return parts;
}

} // namespace interleave
