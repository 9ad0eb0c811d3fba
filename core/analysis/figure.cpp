// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/figure.h"

#include "core/trace/json.h"

#include <array>
#include <charconv>
#include <cmath>

namespace interleave {

std::string figure(double value) {
    if (!std::isfinite(value))
        return "unknown";
    std::array<char, 400> text{};
    const bool whole = std::abs(value) >= 100 || value == std::floor(value);
    const auto end =
        whole ? std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 0)
              : std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3);
    return {text.data(), end.ptr};
}

std::string figure(double value, const std::string& unit) {
    return figure(value) + (unit.empty() ? "" : " " + unit);
}

std::string value_text(const Value& value) {
    if (value.number() && !value.is_whole())
        return figure(*value.number());
    const std::string* const text = value.text();
    return text != nullptr ? *text : one_line(to_json(value));
}

} // namespace interleave
