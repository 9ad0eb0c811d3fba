// SPDX-License-Identifier: GPL-3.0-or-later
// The functions by which a thread sleeps for a time.
#include "core/preload/place.h"
#include "core/preload/recorded_sleep.h"

using namespace interleave;
using namespace interleave::preload;

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
    return sleep_recorded(ns, site_of_blocking_call(INTERLEAVE_CALLERS), sleep);
}

INTERLEAVE_HOOK int nanosleep(const timespec* time, timespec* rest) {
    const Hook hook;
    const auto sleep = [&] { return real().nanosleep(time, rest); };
    return hook ? sleep_recorded(ns_of(time), site_of_blocking_call(INTERLEAVE_CALLERS), sleep) : sleep();
}

INTERLEAVE_HOOK int usleep(useconds_t us) {
    const Hook hook;
    const auto sleep = [&] { return real().usleep(us); };
    return hook ? sleep_recorded(std::uint64_t{us} * 1000, INTERLEAVE_CALLERS, sleep) : sleep();
}

INTERLEAVE_HOOK unsigned sleep(unsigned seconds) {
    const Hook hook;
    const auto sleep_now = [&] { return real().sleep(seconds); };
    return hook ? sleep_recorded(seconds * ns_of_a_second, INTERLEAVE_CALLERS, sleep_now) : sleep_now();
}
