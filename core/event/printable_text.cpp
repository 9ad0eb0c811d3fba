// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/printable_text.h"

#include <cstdint>

namespace interleave {

// Unicode 15, table 3-7.
std::size_t utf8_length(std::string_view bytes) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const auto continues = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xbf) {
        return i < bytes.size() && byte(i) >= low && byte(i) <= high;
    };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return continues(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const std::uint8_t low = lead == 0xe0 ? 0xa0 : 0x80;
        const std::uint8_t high = lead == 0xed ? 0x9f : 0xbf; // no surrogates
        return continues(1, low, high) && continues(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const std::uint8_t low = lead == 0xf0 ? 0x90 : 0x80;
        const std::uint8_t high = lead == 0xf4 ? 0x8f : 0xbf;
        return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

bool is_utf8(std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const std::size_t length = utf8_length(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string printable_text(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = utf8_length(bytes);
        const auto lead = static_cast<std::uint8_t>(bytes.front());
        if (length == 0 || lead < 0x20 || lead == 0x7f) {
            text += '?';
            bytes.remove_prefix(1);
        } else {
            text += bytes.substr(0, length);
            bytes.remove_prefix(length);
        }
    }
    return text;
}

std::string error_line(std::string_view bytes) {
    constexpr std::size_t kept_at_begin = 400;
    constexpr std::size_t kept_at_end = 200;
    constexpr std::string_view gap = " … ";
    constexpr auto continues = [](char byte) { return (static_cast<std::uint8_t>(byte) & 0xc0U) == 0x80U; };
    if (bytes.size() <= kept_at_begin + gap.size() + kept_at_end)
        return printable_text(bytes);
    // No character is cut in two.
    std::size_t begin = kept_at_begin;
    while (begin > kept_at_begin - 3 && continues(bytes[begin]))
        --begin;
    std::size_t end = bytes.size() - kept_at_end;
    while (end < bytes.size() - kept_at_end + 3 && continues(bytes[end]))
        ++end;
    return printable_text(bytes.substr(0, begin)) + std::string(gap) + printable_text(bytes.substr(end));
}

} // namespace interleave
