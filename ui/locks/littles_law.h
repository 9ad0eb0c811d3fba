// SPDX-License-Identifier: GPL-3.0-or-later
// Little's law of a queue: the mean number of messages in it is how many come in a second times how long each
// stays.
#pragma once

#include "ui/locks/run_waits.h"

#include <algorithm>
#include <cstdint>

namespace interleave {

/// Returns the messages received in a second of the time over which the mean length is told. Of a pipe, which
/// records none, it is the whole stretch.
inline double rate_of(const RunWaits& waits, const ObjectWaits& told) {
    const std::int64_t ns = told.length_known_ns > 0 ? told.length_known_ns : waits.range.length();
    return static_cast<double>(told.received) / (static_cast<double>(std::max<std::int64_t>(1, ns)) / 1e9);
}

/// Returns the mean length that follows from it: how many come in a second times how many seconds each stays.
inline double mean_length_by_law(const RunWaits& waits, const ObjectWaits& told) {
    return rate_of(waits, told) * told.residences.mean() / 1e9;
}

} // namespace interleave
