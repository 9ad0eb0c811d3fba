// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/page_source.h"

#include <algorithm>

namespace interleave {

std::string_view page_source(std::string_view path) noexcept {
    constexpr std::string_view ending = ".cpp";
    path.remove_prefix(std::min(path.size(), path.rfind('/') + 1)); // npos + 1 is 0
    if (!path.ends_with(ending))
        return {};
    path.remove_suffix(ending.size());
    for (const EmbeddedText& page : scenario_page_texts()) {
        if (page.name == path)
            return page.text;
    }
    return {};
}

} // namespace interleave
