// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/deadline.h"

#include "core/sync/scheduler.h"

#include <algorithm>
#include <ctime>

namespace interleave {

std::optional<std::int64_t> scheduler_clock_ns() noexcept {
    Scheduler* const scheduler = scheduler_of_this_process();
    return scheduler == nullptr ? std::nullopt : scheduler->now_ns();
}

std::int64_t wait_clock_ns() noexcept {
    if (const std::optional<std::int64_t> now = scheduler_clock_ns())
        return *now;
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1'000'000'000 * time.tv_sec + time.tv_nsec;
}

Deadline Deadline::in(std::chrono::nanoseconds duration) noexcept {
    const std::int64_t now = wait_clock_ns();
    return duration.count() < never_ns - now ? Deadline(now + duration.count()) : never();
}

bool Deadline::has_passed() const noexcept {
    return !is_never() && wait_clock_ns() >= ns_;
}

std::chrono::nanoseconds Deadline::left() const noexcept {
    return std::chrono::nanoseconds(std::max<std::int64_t>(0, ns_ - wait_clock_ns()));
}

} // namespace interleave
