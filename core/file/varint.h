// SPDX-License-Identifier: GPL-3.0-or-later
// Whole numbers in as few bytes as they need: seven bits in each, the lowest ones first, the highest bit set
// in all but the last byte (LEB128). Signed ones are interleaved with positive ones (zigzag): 0, -1, 1, -2 …
#pragma once

#include <cstdint>

namespace interleave {

inline constexpr int longest_varint = 10; ///< bytes

constexpr std::uint64_t zigzag(std::int64_t number) noexcept {
    return (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63U);
}
constexpr std::int64_t from_zigzag(std::uint64_t code) noexcept {
    return static_cast<std::int64_t>((code >> 1U) ^ (~(code & 1U) + 1U));
}

/// Writes the number at `to`, where there must be room for longest_varint bytes. Returns where it ends.
inline char* write_varint(char* to, std::uint64_t number) noexcept {
    while (number >= 0x80U) {
        *to++ = static_cast<char>(number | 0x80U);
        number >>= 7U;
    }
    *to++ = static_cast<char>(number);
    return to;
}

/// Reads the number at `from`, which ends before `end`, and moves `from` behind it. Returns false if it does
/// not end there, or has more than 64 bits.
inline bool read_varint(const char*& from, const char* end, std::uint64_t& number) noexcept {
    number = 0;
    for (unsigned shift = 0; from != end && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(*from++);
        number |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80U)
            return shift < 63 || byte <= 1;
    }
    return false;
}

} // namespace interleave
