// SPDX-License-Identifier: GPL-3.0-or-later
// A lock and a condition that are not recorded. The recorded primitives are built with them.
#pragma once

#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/sync/futex.h"

#include <atomic>
#include <cstdint>

namespace interleave {

/// It is held for a few instructions only, so a stop need not interrupt a wait for it. Events that are
/// recorded while it is held have times in the order in which it was held. Zeroed memory is a free lock.
class PlainLock {
public:
    void lock() {
        std::uint32_t expected = free;
        if (!state_.compare_exchange_strong(expected, held, std::memory_order_acquire,
                                            std::memory_order_relaxed)) [[unlikely]] {
            while (state_.exchange(wanted, std::memory_order_acquire) != free)
                futex_wait(state_, wanted);
        }
        Recorder::of_this_thread().follow(released_);
    }
    void unlock() noexcept {
        Recorder::of_this_thread().publish(released_);
        if (state_.exchange(free, std::memory_order_release) == wanted)
            futex_wake(state_, 1);
    }

private:
    enum : std::uint32_t { free = 0, held = 1, wanted = 2 };
    std::atomic<std::uint32_t> state_{free};
    ReleaseStamp released_;
};

/// It is always used with the same PlainLock, which its callers hold. A waiter may return without a signal,
/// so it must check again what it waits for.
class PlainCondition {
public:
    /// Unlocks the lock, sleeps, and locks it again.
    Woken wait(PlainLock& lock, Deadline deadline = Deadline::never()) {
        const std::uint32_t seen = signals_.load(std::memory_order_relaxed);
        lock.unlock();
        const Woken how = futex_wait(signals_, seen, deadline);
        lock.lock();
        return how;
    }
    void signal(int most = 1) noexcept {
        signals_.fetch_add(1, std::memory_order_relaxed);
        futex_wake(signals_, most);
    }

private:
    std::atomic<std::uint32_t> signals_{0};
};

} // namespace interleave
