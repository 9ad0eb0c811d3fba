// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the checks of time, which may fail because of other load on the machine.
#pragma once

#include "core/trace/check.h"

#include <algorithm>
#include <array>

namespace interleave {

/// Whether a check is about times or ratios of times. Checks of a number of workers, updates or messages do
/// not depend on the load of the machine.
inline bool is_about_time(const Check& check) {
    constexpr std::array units{"ms", "µs", "ns", "×", "intervals"};
    return check.tolerance > 0 || std::find(units.begin(), units.end(), check.unit) != units.end();
}

} // namespace interleave
