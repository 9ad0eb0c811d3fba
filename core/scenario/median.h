// SPDX-License-Identifier: GPL-3.0-or-later
// The middle of several measurements, which a single slow phase of the machine does not change.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace interleave {

/// The middle value; of an even number of them the upper one of the two in the middle. `values` must not be
/// empty.
inline double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace interleave
