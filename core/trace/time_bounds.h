// SPDX-License-Identifier: GPL-3.0-or-later
// The times that a trace can hold: about 39 hours to both sides of its origin.
#pragma once

#include <cstdint>

namespace interleave {

/// The greatest time of a change and of a switch, in ns from the origin; its negative is the least. What a
/// file or a broken clock says beyond that counts as the bound.
inline constexpr std::int64_t latest_time = (std::int64_t{1} << 47U) - 1;

} // namespace interleave
