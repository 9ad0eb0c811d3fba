// SPDX-License-Identifier: GPL-3.0-or-later
// Small pieces of text: blanks, words and numbers. Pure functions of what reads lines.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace interleave::text_scan {

constexpr bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}
constexpr bool is_letter(char letter) noexcept {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}
constexpr bool is_blank(char letter) noexcept {
    return letter == ' ' || letter == '\t' || letter == '\r';
}
constexpr std::string_view trimmed_end(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}
constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    return trimmed_end(text);
}
/// Returns what stands behind the last blank; `text` must not end with one.
constexpr std::string_view last_word(std::string_view text) noexcept {
    std::size_t begin = text.size();
    while (begin > 0 && !is_blank(text[begin - 1]))
        --begin;
    return text.substr(begin);
}
/// Returns what stands before the first blank; `text` must not begin with one.
constexpr std::string_view first_word(std::string_view text) noexcept {
    std::size_t end = 0;
    while (end < text.size() && !is_blank(text[end]))
        ++end;
    return text.substr(0, end);
}
/// Reads a number that is the whole text, without a sign; nothing if it does not fit into the type.
template <typename Number>
std::optional<Number> number(std::string_view text, int base = 10) noexcept {
    Number value{};
    const char* const end = text.data() + text.size();
    if (text.empty() || text.front() == '-')
        return std::nullopt;
    const auto result = std::from_chars(text.data(), end, value, base);
    return result.ec == std::errc() && result.ptr == end ? std::optional(value) : std::nullopt;
}

} // namespace interleave::text_scan
