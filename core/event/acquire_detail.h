// SPDX-License-Identifier: GPL-3.0-or-later
// What a record of `acquire` says beside its object.
#pragma once

#include <cstdint>

namespace interleave {

/// The flags of acquire's `detail`. What was `tried` would have been given up in the end if somebody had held
/// it, so it can be in no deadlock; after a wait the begin of the wait says whether it was timed. A
/// read-write lock is acquired `as_reader` or `as_writer`; records of older programs do not say which.
enum class AcquireDetail : std::uint16_t { plain = 0, tried = 1, as_reader = 2, as_writer = 4 };

constexpr AcquireDetail operator|(AcquireDetail a, AcquireDetail b) noexcept {
    return static_cast<AcquireDetail>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}

/// Returns the number that the record's `detail` holds.
constexpr std::uint16_t to_detail(AcquireDetail detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}

/// Whether a record's `detail` has the flag.
constexpr bool has_flag(std::uint16_t detail, AcquireDetail flag) noexcept {
    return (detail & to_detail(flag)) != 0;
}

} // namespace interleave
