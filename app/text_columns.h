// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of the tables that commands print as text.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>

namespace interleave {

/// Returns the number as printf writes it with `format`, which takes one double, or a dash for one that is
/// not finite.
inline std::string formatted(double value, const char* format) {
    if (!std::isfinite(value))
        return "-";
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// Returns the text at the right end of a column of that many characters, or as it is if it is longer.
inline std::string at_right(std::string text, std::size_t width) {
    text.insert(0, width > text.size() ? width - text.size() : 0, ' ');
    return text;
}

} // namespace interleave
