// SPDX-License-Identifier: GPL-3.0-or-later
// When the processors, and not the program, are to blame for a missed figure of time.
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace interleave {

/// For Check::doubt. The same work costs the same processor time each time it is done: by one worker alone,
/// by several added up, when the machine's speed was measured. Where it did not, the processors share a core,
/// or a host gives them only in part without telling, and what the program does is not to be seen. Empty
/// where it did, or where the difference explains less than half of the check's relative `tolerance`. All of
/// it may have hit one of the `parallel_workers` workers that ran side by side, and the whole lasts as long
/// as that one.
inline std::string processor_doubt(double tolerance, int parallel_workers, double one_time_ms,
                                   double other_time_ms) {
    const double most_difference = 1 + tolerance / (2 * std::max(parallel_workers, 1));
    const auto [less, more] = std::minmax(one_time_ms, other_time_ms);
    if (less <= 0 || more <= most_difference * less)
        return {};
    std::array<char, 160> words{};
    std::snprintf(words.data(), words.size(),
                  "the same work took %.2f times as much processor time one time as the other: a processor "
                  "here is not always a whole one",
                  more / less);
    return words.data();
}

} // namespace interleave
