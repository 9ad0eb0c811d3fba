// SPDX-License-Identifier: GPL-3.0-or-later
// A barrier that workers leave within a microsecond of each other, because none of them sleeps.
#pragma once

#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/event/ring_control.h"
#include "core/work/spin_until.h"

#include <atomic>
#include <cstdint>
#include <source_location>

namespace interleave {

/// It is for rounds that are shorter than waking a sleeper. It is not recorded, because the workers are busy
/// all the time. It lies in memory that all of them share.
class SpinBarrier {
public:
    explicit SpinBarrier(int workers) noexcept : workers_(static_cast<std::uint64_t>(workers)) {}
    SpinBarrier(const SpinBarrier&) = delete;
    SpinBarrier& operator=(const SpinBarrier&) = delete;

    /// Returns when all workers of this round have arrived. Throws Stopped.
    void meet(Worker& worker, std::source_location where = std::source_location::current()) {
        Recorder& recorder = Recorder::of_this_thread();
        recorder.publish_with_others(arrival_);
        const std::uint64_t ticket = arrived_.fetch_add(1, std::memory_order_acq_rel);
        const std::uint64_t complete = (ticket / workers_ + 1) * workers_;
        spin_until(
            worker, static_cast<int>(workers_),
            [&] { return arrived_.load(std::memory_order_acquire) >= complete; }, where);
        recorder.follow(arrival_);
    }

private:
    const std::uint64_t workers_;
    alignas(cache_line) std::atomic<std::uint64_t> arrived_{0};
    ReleaseStamp arrival_; ///< the latest one
};

} // namespace interleave
