// Where workers meet and leave together within a microsecond, because nobody sleeps.
#pragma once

#include "core/event/ring.h"
#include "core/work/worker.h"

#include <atomic>
#include <cstdint>
#include <thread>

namespace interleave {

/// For rounds so short that waking a sleeper would take longer than the round. It is not recorded: the
/// workers are busy all the time. In memory that all of them see. With more workers than processors those who
/// wait give theirs up.
class SpinBarrier {
public:
    explicit SpinBarrier(int workers) noexcept : workers_(static_cast<std::uint64_t>(workers)) {}
    SpinBarrier(const SpinBarrier&) = delete;
    SpinBarrier& operator=(const SpinBarrier&) = delete;

    /// Returns when all workers of this round have come. Throws Stopped.
    void meet(Worker& worker) {
        const std::uint64_t ticket = arrived_.fetch_add(1, std::memory_order_acq_rel);
        const std::uint64_t complete = (ticket / workers_ + 1) * workers_;
        for (unsigned turns = 0; arrived_.load(std::memory_order_acquire) < complete; ++turns) {
            if (turns >= turns_before_yield) {
                worker.safe_point(); // the run may be over, or under a GIL the others need it to come here
                std::this_thread::yield();
            }
        }
    }

private:
    static constexpr unsigned turns_before_yield =
        2000; // some µs: longer than the others take when all have a CPU
    const std::uint64_t workers_;
    alignas(cache_line) std::atomic<std::uint64_t> arrived_{0};
};

} // namespace interleave
