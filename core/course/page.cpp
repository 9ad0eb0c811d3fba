// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/page.h"

#include "core/event/error.h"
#include "core/scenario/nearest_name.h"

#include <vector>

namespace interleave {

namespace {

/// A page begins with its title: "# Glossary".
std::string title_of(std::string_view text) {
    constexpr std::string_view mark = "# ";
    const auto end = text.find('\n');
    return text.starts_with(mark) ? std::string(text.substr(mark.size(), end - mark.size())) : std::string();
}

std::vector<Page> all_pages() {
    std::vector<Page> pages;
    for (const auto& [name, text] : page_texts())
        pages.push_back({std::string(name), title_of(text), text});
    return pages;
}

} // namespace

std::span<const Page> pages() {
    static const std::vector<Page> pages = all_pages();
    return pages;
}

const Page& find_page(std::string_view name) {
    std::vector<std::string> names;
    for (const Page& page : pages()) {
        if (page.name == name)
            return page;
        names.push_back(page.name);
    }
    throw UsageError(unknown_name("page", name, names));
}

} // namespace interleave
