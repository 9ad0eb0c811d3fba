// SPDX-License-Identifier: GPL-3.0-or-later
// A stretch of a run's time.
#pragma once

#include <cstdint>

namespace interleave {

/// A stretch of time in ns, [from, until).
struct TimeRange {
    std::int64_t from = 0;
    std::int64_t until = 1;

    std::int64_t length() const noexcept { return until - from; }
    bool operator==(const TimeRange&) const = default;
};

} // namespace interleave
