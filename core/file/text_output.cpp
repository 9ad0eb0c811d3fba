// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/text_output.h"

#include <array>
#include <charconv>

namespace interleave {

namespace {

constexpr std::size_t most_digits = 20;

template <typename Number>
std::string_view digits_of(Number number, std::array<char, most_digits>& room) {
    return {room.data(), std::to_chars(room.data(), room.data() + room.size(), number).ptr};
}

} // namespace

void TextOutput::append_signed(std::int64_t number) {
    std::array<char, most_digits> room;
    buffer_ += digits_of(number, room);
}

void TextOutput::append_unsigned(std::uint64_t number) {
    std::array<char, most_digits> room;
    buffer_ += digits_of(number, room);
}

TextOutput& TextOutput::padded(std::uint64_t number, std::size_t width) {
    std::array<char, most_digits> room;
    const std::string_view digits = digits_of(number, room);
    buffer_.append(width > digits.size() ? width - digits.size() : 0, '0');
    buffer_ += digits;
    return *this;
}

TextOutput& TextOutput::microseconds(std::int64_t ns) {
    // The least number has no positive counterpart, so the sign is taken off an unsigned one.
    const auto bits = static_cast<std::uint64_t>(ns);
    const std::uint64_t magnitude = ns < 0 ? 0 - bits : bits;
    if (ns < 0)
        buffer_ += '-';
    *this << magnitude / 1000;
    buffer_ += '.';
    return padded(magnitude % 1000, 3);
}

} // namespace interleave
