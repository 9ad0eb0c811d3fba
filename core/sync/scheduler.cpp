// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/scheduler.h"

namespace interleave {

namespace {

/// The scheduler of free mode when the run is being stopped. It does not control the lanes, but each lane
/// checks the stop flag at its hand-over points, as it does under every scheduler.
class FreeUntilStopped final : public Scheduler {
public:
    constexpr FreeUntilStopped() noexcept = default;
};

constinit FreeUntilStopped free_until_stopped;

} // namespace

void Scheduler::before(const Step&) noexcept {}

std::optional<Woken> Scheduler::sleeps(const std::atomic<std::uint32_t>&, std::uint32_t, Deadline) noexcept {
    return std::nullopt;
}

void Scheduler::woken(Woken) noexcept {}

std::optional<int> Scheduler::wakes(const std::atomic<std::uint32_t>&, int) noexcept {
    return std::nullopt;
}

void Scheduler::leaves(const KernelCall&) noexcept {}

void Scheduler::returns(Woken) noexcept {}

std::optional<std::int64_t> Scheduler::now_ns() noexcept {
    return std::nullopt;
}

bool Scheduler::computes(std::chrono::nanoseconds) noexcept {
    return false;
}

void Scheduler::started(ObjectId, StartMethod) noexcept {}

void Scheduler::begins(ObjectId, StartMethod) noexcept {}

void Scheduler::ends(ObjectId) noexcept {}

Scheduler* set_scheduler(Scheduler* scheduler) noexcept {
    return detail::scheduler.exchange(scheduler, std::memory_order_acq_rel);
}

void end_at_next_hand_over() noexcept {
    // A scheduler that controls the lanes stays in place, because under it hand_over() checks the flag
    // anyway.
    Scheduler* none = nullptr;
    detail::scheduler.compare_exchange_strong(none, &free_until_stopped, std::memory_order_relaxed);
}

} // namespace interleave
