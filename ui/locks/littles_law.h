// SPDX-License-Identifier: GPL-3.0-or-later
// Little's law of a queue: the mean number of messages in it is how many come in a second times how long each
// stays.
#pragma once

#include "ui/locks/run_waits.h"

#include <algorithm>
#include <cstdint>

namespace interleave {

/// Returns the messages received in a second.
inline double rate_of(const RunWaits& waits, const ObjectWaits& told) {
    const double seconds = static_cast<double>(std::max<std::int64_t>(1, waits.range.length())) / 1e9;
    return static_cast<double>(told.received) / seconds;
}

} // namespace interleave
