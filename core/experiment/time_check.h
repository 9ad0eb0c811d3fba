// SPDX-License-Identifier: GPL-3.0-or-later
// Which checks speak of time, so that what else the machine did may be to blame.
#pragma once

#include "core/trace/check.h"

#include <algorithm>
#include <array>

namespace interleave {

/// Times and ratios of times; a number of workers, updates or messages is right or wrong however busy the
/// machine is.
inline bool is_about_time(const Check& check) {
    constexpr std::array units{"ms", "µs", "ns", "×", "intervals"};
    return check.tolerance > 0 || std::find(units.begin(), units.end(), check.unit) != units.end();
}

} // namespace interleave
