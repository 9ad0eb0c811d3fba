// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/periodic_timer.h"

#include "core/event/error.h"
#include "core/event/recorder.h"
#include "core/sync/gil.h"
#include "core/sync/hand_over.h"
#include "core/sync/stopped.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <string>
#include <sys/timerfd.h>
#include <unistd.h>

namespace interleave {

namespace {

timespec to_timespec(std::int64_t ns) {
    return {ns / 1'000'000'000, ns % 1'000'000'000};
}

std::int64_t monotonic_ns() noexcept {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

[[noreturn]] void refuse(const char* doing) {
    throw RunError(std::string("cannot ") + doing + " a timer: " + std::strerror(errno));
}

} // namespace

PeriodicTimer::PeriodicTimer(std::chrono::nanoseconds period)
    : descriptor_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC))
    , begin_ns_(monotonic_ns())
    , period_ns_(period.count()) {
    if (descriptor_ < 0)
        refuse("make");
    const itimerspec times{to_timespec(period_ns_), to_timespec(begin_ns_ + period_ns_)};
    if (timerfd_settime(descriptor_, TFD_TIMER_ABSTIME, &times, nullptr) != 0) {
        close(descriptor_);
        refuse("set");
    }
}

PeriodicTimer::~PeriodicTimer() {
    close(descriptor_);
}

PeriodicTimer::Tick PeriodicTimer::wait(std::source_location where) {
    hand_over(Operation::sleep, no_object);
    throw_if_stopped();
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    std::uint64_t passed = 0;
    ssize_t bytes = 0;
    int error = 0;
    {
        const WithoutGil without(where);
        recorder.event(EventKind::io_begin, no_object, sizeof passed, site);
        do {
            bytes = read(descriptor_, &passed, sizeof passed);
            error = errno;
        } while (bytes < 0 && error == EINTR && !stop_requested());
        recorder.event_after(EventKind::io_end, no_object, static_cast<std::uint64_t>(bytes > 0 ? bytes : 0),
                             site);
    }
    throw_if_stopped();
    if (bytes != static_cast<ssize_t>(sizeof passed)) {
        errno = error;
        refuse("read");
    }
    ticks_ += passed;
    return {ticks_, passed};
}

std::int64_t PeriodicTimer::lateness_ns(const Tick& tick) const noexcept {
    return monotonic_ns() - (begin_ns_ + static_cast<std::int64_t>(tick.number) * period_ns_);
}

} // namespace interleave
