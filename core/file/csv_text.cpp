// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/csv_text.h"

#include "core/event/printable_text.h"

namespace interleave {

std::string csv_field(std::string_view words) {
    constexpr std::string_view special = ",\"\r\n";
    constexpr std::string_view begins_formula = "=+-@\t\r";
    const bool is_formula = !words.empty() && begins_formula.find(words.front()) != std::string_view::npos;
    const bool is_quoted = is_formula || words.find_first_of(special) != std::string_view::npos;
    std::string field = is_formula ? "\"'" : is_quoted ? "\"" : "";
    while (!words.empty()) {
        const std::size_t length = utf8_length(words);
        if (length == 0 || words.front() == '\0') // which many readers of text take for its end
            field += "\xef\xbf\xbd";
        else if (words.front() == '"')
            field += "\"\"";
        else
            field += words.substr(0, length);
        words.remove_prefix(length == 0 ? 1 : length);
    }
    return is_quoted ? field + '"' : field;
}

} // namespace interleave
