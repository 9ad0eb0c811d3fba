// SPDX-License-Identifier: GPL-3.0-or-later
// The functions by which a thread sleeps for a time.
#include "core/preload/hook.h"
#include "core/preload/place.h"
#include "core/preload/python_locks.h"

#include <cerrno>

using namespace interleave;
using namespace interleave::preload;

namespace {

constexpr std::uint64_t ns_per_s = 1'000'000'000;

std::uint64_t ns_of(const timespec* time) noexcept {
    return time == nullptr || time->tv_sec < 0 ? 0
                                               : static_cast<std::uint64_t>(time->tv_sec) * ns_per_s +
                                                     static_cast<std::uint64_t>(time->tv_nsec);
}

template <typename Sleep>
auto sleep_recorded(std::uint64_t ns, SiteId site, Sleep&& sleep) noexcept {
    Lane& lane = Lane::of_this_thread();
    lane.event(EventKind::sleep_begin, no_object, ns, site);
    const auto result =
        cancellable(sleep, [&] { lane.event_after(EventKind::sleep_end, no_object, 0, site); });
    const int error = errno;
    lane.event_after(EventKind::sleep_end, no_object, 0, site);
    errno = error;
    return result;
}

/// The line of Python at which the thread sleeps, or the call.
SiteId site_of_blocking_call(SiteId native) noexcept {
    const SiteId of_python = python_site_of_blocking_call();
    return of_python != 0 ? of_python : native;
}

} // namespace

INTERLEAVE_HOOK int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* rest) {
    const Hook hook;
    const auto sleep = [&] { return real().clock_nanosleep(clock, flags, time, rest); };
    if (!hook)
        return sleep();
    std::uint64_t ns = ns_of(time);
    if ((flags & TIMER_ABSTIME) != 0) {
        timespec now{};
        clock_gettime(clock, &now);
        ns = ns > ns_of(&now) ? ns - ns_of(&now) : 0;
    }
    return sleep_recorded(ns, site_of_blocking_call(INTERLEAVE_CALLER), sleep);
}

INTERLEAVE_HOOK int nanosleep(const timespec* time, timespec* rest) {
    const Hook hook;
    const auto sleep = [&] { return real().nanosleep(time, rest); };
    return hook ? sleep_recorded(ns_of(time), site_of_blocking_call(INTERLEAVE_CALLER), sleep) : sleep();
}

INTERLEAVE_HOOK int usleep(useconds_t us) {
    const Hook hook;
    const auto sleep = [&] { return real().usleep(us); };
    return hook ? sleep_recorded(std::uint64_t{us} * 1000, INTERLEAVE_CALLER, sleep) : sleep();
}

INTERLEAVE_HOOK unsigned sleep(unsigned seconds) {
    const Hook hook;
    const auto sleep_now = [&] { return real().sleep(seconds); };
    return hook ? sleep_recorded(seconds * ns_per_s, INTERLEAVE_CALLER, sleep_now) : sleep_now();
}
