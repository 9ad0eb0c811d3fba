// SPDX-License-Identifier: GPL-3.0-or-later
// What a record of `acquire` says beside its object.
#pragma once

#include <cstdint>

namespace interleave {

/// The `detail` of acquire. What was `tried` would have been given up in the end if somebody had held it, so
/// it can be in no deadlock. After a wait it is `plain`; the begin of the wait says whether it was timed.
enum class AcquireDetail : std::uint16_t { plain, tried };

/// Returns the number that the record's `detail` holds.
constexpr std::uint16_t to_detail(AcquireDetail detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}

} // namespace interleave
