// SPDX-License-Identifier: GPL-3.0-or-later
// A time as the kernel's calls take it.
#pragma once

#include <cstdint>
#include <ctime>

namespace interleave {

constexpr std::int64_t ns_per_s = 1'000'000'000;

/// Splits nanoseconds, which are not negative, into seconds and the rest.
constexpr timespec to_timespec(std::int64_t ns) noexcept {
    return {ns / ns_per_s, ns % ns_per_s};
}

} // namespace interleave
