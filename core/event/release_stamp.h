// SPDX-License-Identifier: GPL-3.0-or-later
// Carries the time of what happened before a release to whoever acquires after it.
#pragma once

#include <atomic>
#include <cstdint>

namespace interleave {

/// It lies beside the word through which something is handed over: a lock, the state of a task, the end of a
/// worker. Before it changes the word, the releasing lane leaves the time of its last event here. The lane
/// that sees the change follows it: none of its later events is stamped before that time (Recorder::publish()
/// and Recorder::follow()). This is Lamport's logical clock ("Time, Clocks, and the Ordering of Events in a
/// Distributed System", 1978), with the processor's clock for everything that needs no correction. Zeroed
/// memory is a stamp that nobody has left. Any thread of any process that shares the memory may use it.
class ReleaseStamp {
public:
    /// Is called where only one lane can release at a time.
    void set(std::uint64_t ticks) noexcept { ticks_.store(ticks, std::memory_order_relaxed); }

    /// Is called where several lanes may release at the same time. The greatest of their times is kept.
    void raise(std::uint64_t ticks) noexcept {
        std::uint64_t known = ticks_.load(std::memory_order_relaxed);
        while (known < ticks && !ticks_.compare_exchange_weak(known, ticks, std::memory_order_relaxed)) {
        }
    }

    std::uint64_t ticks() const noexcept { return ticks_.load(std::memory_order_relaxed); }

private:
    // Relaxed, because the word that is handed over orders it: it is changed with release order after the
    // stamp, and read with acquire order before it.
    std::atomic<std::uint64_t> ticks_{0};
};

} // namespace interleave
