// SPDX-License-Identifier: GPL-3.0-or-later
// Decides whether the processors, and not the program, can be the cause of a missed time.
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace interleave {

/// Returns the text for Check::doubt. The same work should use the same processor time each time it is done:
/// by one worker alone, by several in total, or when the machine's speed was measured. If it did not, the
/// processors share a core, or a host gives them only in part without reporting it, and the effect of the
/// program cannot be seen. The text is empty if the times agree, or if their difference explains less than
/// half of the check's relative `tolerance`. The whole difference may have affected one of the
/// `parallel_workers` workers, and the run lasts as long as the slowest worker.
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

/// Returns the text for Check::doubt where workers that never wait should each have a processor: that one of
/// them ran for only `least_share` of its time. It is empty if that explains less than half of the check's
/// relative `tolerance`.
inline std::string share_doubt(double tolerance, double least_share) {
    if (least_share >= 1 - tolerance / 2)
        return {};
    std::array<char, 160> words{};
    std::snprintf(
        words.data(), words.size(),
        "a worker that never waited ran for only %.0f %% of its time: something else used its processor",
        100 * least_share);
    return words.data();
}

} // namespace interleave
