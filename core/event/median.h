// SPDX-License-Identifier: GPL-3.0-or-later
// The median of several measurements, which one slow phase of the machine does not change.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace interleave {

/// Returns the middle value, or the mean of the two middle values if their number is even. `values` must not
/// be empty. Any thread may call it.
template <typename Number>
double median(std::vector<Number> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const auto upper = static_cast<double>(*middle);
    if (values.size() % 2 == 1)
        return upper;
    return (static_cast<double>(*std::max_element(values.begin(), middle)) + upper) / 2;
}

} // namespace interleave
