// SPDX-License-Identifier: GPL-3.0-or-later
// Searches a sorted sequence from a position that is probably near.
#pragma once

#include <algorithm>
#include <cstddef>

namespace interleave {

/// Returns the number of elements in [0, count) for which `before(i)` is true; it must be true for a prefix
/// of the sequence. It doubles its steps from `hint` and then bisects, so its cost is the logarithm of the
/// distance.
template <typename Before>
std::size_t gallop(std::size_t count, std::size_t hint, Before&& before) {
    if (count == 0)
        return 0;
    hint = std::min(hint, count - 1);
    std::size_t low = 0;      // before() is true for all below
    std::size_t high = count; // before() is false from here on
    std::size_t step = 1;
    if (before(hint)) {
        low = hint + 1;
        while (low + step - 1 < count && before(low + step - 1)) {
            low += step;
            step *= 2;
        }
        high = std::min(count, low + step - 1);
    } else {
        high = hint;
        while (high >= step && !before(high - step)) {
            high -= step;
            step *= 2;
        }
        low = high >= step ? high - step + 1 : 0;
    }
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (before(middle))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace interleave
