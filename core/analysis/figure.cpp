// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/figure.h"

#include "core/trace/json.h"

#include <algorithm>
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

std::string unit_for(double value, const std::string& unit) {
    constexpr std::size_t shortest_noun = 4; // "ms" is no plural
    const std::size_t length = std::min(unit.find(' '), unit.size());
    const std::string noun = unit.substr(0, length);
    const bool is_word =
        std::ranges::all_of(noun, [](char letter) { return letter >= 'a' && letter <= 'z'; });
    if (std::abs(value) != 1 || length < shortest_noun || !is_word || !noun.ends_with('s') ||
        noun.ends_with("ss"))
        return unit;
    std::string singular = noun.substr(0, length - 1);
    if (noun.ends_with("ies"))
        singular = noun.substr(0, length - 3) + "y";
    else if (noun.ends_with("sses") || noun.ends_with("ches") || noun.ends_with("xes"))
        singular.pop_back();
    return singular + unit.substr(length);
}

std::string counted(std::uint64_t number, const std::string& things) {
    return std::to_string(number) + " " + unit_for(static_cast<double>(number), things);
}

std::string figure(double value, const std::string& unit) {
    return figure(value) + (unit.empty() ? "" : " " + unit_for(value, unit));
}

std::string ms_text(std::int64_t ns) {
    return figure(to_ms(ns)) + " ms";
}

std::string value_text(const Value& value) {
    if (value.number() && !value.is_whole())
        return figure(*value.number());
    const std::string* const text = value.text();
    return text != nullptr ? *text : one_line(to_json(value));
}

} // namespace interleave
