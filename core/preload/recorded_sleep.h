// SPDX-License-Identifier: GPL-3.0-or-later
// A call by which a thread sleeps for a time.
#pragma once

#include "core/preload/hook.h"
#include "core/preload/python_locks.h"

#include <cerrno>
#include <cstdint>
#include <ctime>

namespace interleave::preload {

inline constexpr std::uint64_t ns_of_a_second = 1'000'000'000;

inline std::uint64_t ns_of(const timespec* time) noexcept {
    return time == nullptr || time->tv_sec < 0 ? 0
                                               : static_cast<std::uint64_t>(time->tv_sec) * ns_of_a_second +
                                                     static_cast<std::uint64_t>(time->tv_nsec);
}

/// Sleeps by `sleep()` and records that.
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
inline SiteId site_of_blocking_call(SiteId native) noexcept {
    const SiteId of_python = python_site_of_blocking_call();
    return of_python != 0 ? of_python : native;
}

} // namespace interleave::preload
