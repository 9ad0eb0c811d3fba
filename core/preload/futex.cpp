// SPDX-License-Identifier: GPL-3.0-or-later
// syscall(SYS_futex, …): how std::atomic::wait, std::counting_semaphore, std::latch and the standard library
// of Rust wait.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"

#include <cstdarg>
#include <linux/futex.h>
#include <sys/syscall.h>

using namespace interleave;
using namespace interleave::preload;

namespace {

bool is_wait(int operation) noexcept {
    return operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET;
}
bool is_wake(int operation) noexcept {
    return operation == FUTEX_WAKE || operation == FUTEX_WAKE_BITSET;
}

template <typename Call>
long wait_for_word(const void* word, bool is_timed, SiteId site, Call&& call) noexcept {
    Lane& lane = Lane::of_this_thread();
    const ObjectId object = object_at(word, ObjectKind::condition, site);
    lane.event(EventKind::wait_begin, object, 0, site, detail_of(WaitDetail::plain, is_timed));
    const long result = call();
    const int error = errno;
    // EAGAIN: the word had changed before. EINTR: a signal came. Both end the wait as a wake-up does.
    const bool timed_out = result < 0 && error == ETIMEDOUT;
    lane.event_after(EventKind::wait_end, object, 0, site,
                     to_detail(timed_out ? WaitOutcome::timed_out : WaitOutcome::satisfied));
    errno = error;
    return result;
}

} // namespace

INTERLEAVE_HOOK long syscall(long number, ...) {
    // The kernel takes six arguments at most, and the C library's function reads as many, too.
    std::va_list more;
    va_start(more, number);
    const long a = va_arg(more, long);
    const long b = va_arg(more, long);
    const long c = va_arg(more, long);
    const long d = va_arg(more, long);
    const long e = va_arg(more, long);
    const long f = va_arg(more, long);
    va_end(more);
    const auto call = [&] { return real().syscall(number, a, b, c, d, e, f); };
    if (number != SYS_futex)
        return call();
    const Hook hook;
    if (!hook)
        return call();
    const int operation = static_cast<int>(b) & FUTEX_CMD_MASK;
    const auto* const word = reinterpret_cast<const void*>(a); // NOLINT(performance-no-int-to-ptr)
    if (is_wait(operation))
        return wait_for_word(word, d != 0, INTERLEAVE_CALLERS, call);
    if (is_wake(operation))
        if (const KnownObject* const entry = find_entry(key_of(word)))
            if (const ObjectId object = object_of(*entry); object != no_object)
                Lane::of_this_thread().event(EventKind::notify, object, static_cast<std::uint64_t>(c),
                                             INTERLEAVE_CALLER);
    return call();
}
