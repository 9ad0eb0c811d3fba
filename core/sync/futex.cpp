// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/futex.h"

#include "core/sync/timespec.h"

#include <cerrno>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

// The form that works between processes is always used (no FUTEX_PRIVATE_FLAG). One primitive then serves
// both threads and processes, and a hand-off through the kernel costs the same within what can be measured
// (bench_sync_lock, futex_hand_off).
long futex(const std::atomic<std::uint32_t>& word, int operation, std::uint32_t value,
           const timespec* until) noexcept {
    static_assert(sizeof(word) == sizeof(std::uint32_t) && std::atomic<std::uint32_t>::is_always_lock_free);
    return syscall(SYS_futex, &word, operation, value, until, nullptr, FUTEX_BITSET_MATCH_ANY);
}

} // namespace

Woken detail::wait_in_kernel(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                             Deadline deadline) {
    timespec until{};
    if (!deadline.is_never())
        until = to_timespec(deadline.ns());
    // FUTEX_WAIT_BITSET takes an absolute time, so a wait that is repeated does not grow.
    if (futex(word, FUTEX_WAIT_BITSET, expected, deadline.is_never() ? nullptr : &until) == 0)
        return Woken::woken;
    switch (errno) {
    case EAGAIN:
        return Woken::changed;
    case EINTR:
        return Woken::interrupted;
    case ETIMEDOUT:
        return Woken::timed_out;
    default:
        throw std::system_error(errno, std::generic_category(), "futex wait");
    }
}

int detail::wake_in_kernel(const std::atomic<std::uint32_t>& word, int most) noexcept {
    const long woken = futex(word, FUTEX_WAKE, static_cast<std::uint32_t>(most), nullptr);
    // The only possible failure is memory that is no longer mapped. Its last user is gone then, so no lane
    // sleeps there.
    return woken > 0 ? static_cast<int>(woken) : 0;
}

Woken futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected, Deadline deadline) {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]] {
        if (const std::optional<Woken> answer = scheduler->sleeps(word, expected, deadline))
            return *answer;
    }
    const Woken how = detail::wait_in_kernel(word, expected, deadline);
    // The scheduler is looked up again, because it may have been replaced during the sleep.
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]]
        scheduler->woken(how);
    return how;
}

int futex_wake(const std::atomic<std::uint32_t>& word, int most) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]] {
        if (const std::optional<int> woken = scheduler->wakes(word, most))
            return *woken;
    }
    return detail::wake_in_kernel(word, most);
}

Woken sleep_until(Deadline deadline) {
    const std::atomic<std::uint32_t> never_changes{0};
    return futex_wait(never_changes, 0, deadline);
}

} // namespace interleave
