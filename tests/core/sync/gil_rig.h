// SPDX-License-Identifier: GPL-3.0-or-later
// Makes threads compute under the GIL-like lock, and reads from their records how long they waited for it.
#pragma once

#include "core/sync/gil.h"
#include "tests/core/sync/session_rig.h"

#include <atomic>
#include <cstdint>
#include <vector>

namespace interleave::test {

/// Takes about a microsecond of processor time.
inline void compute() {
    static thread_local volatile std::uint64_t number = 1;
    for (int i = 0; i < 300; ++i)
        number = number * 0x9e3779b97f4a7c15ULL + 1;
}

/// Holds the GIL and computes, with a safe point every few microseconds, until `end` is true.
inline void compute_under(Gil& gil, const std::atomic<bool>& end) {
    const GilHold hold(gil);
    while (!end.load(std::memory_order_relaxed)) {
        compute();
        gil.safe_point();
    }
}

/// Returns how long each wait for the GIL was, in nanoseconds.
inline std::vector<std::int64_t> waits_of(const std::vector<TimedRecord>& records, ObjectId gil) {
    std::vector<std::int64_t> waits;
    std::vector<std::int64_t> begin_times(max_lanes, -1);
    for (const TimedRecord& record : records) {
        if (record.object != gil)
            continue;
        if (record.kind == EventKind::wait_begin) {
            begin_times[record.lane] = record.time;
        } else if (record.kind == EventKind::acquire && begin_times[record.lane] >= 0) {
            waits.push_back(record.time - begin_times[record.lane]);
            begin_times[record.lane] = -1;
        }
    }
    return waits;
}

} // namespace interleave::test
