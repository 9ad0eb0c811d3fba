// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/periodic_timer.h"

#include "core/event/recorder.h"
#include "core/event/refused_call.h"
#include "core/sync/blocking_call.h"
#include "core/sync/futex.h"
#include "core/sync/gil.h"
#include "core/sync/hand_over.h"
#include "core/sync/stopped.h"
#include "core/sync/timespec.h"

#include <cerrno>
#include <ctime>
#include <string>
#include <sys/timerfd.h>
#include <unistd.h>

namespace interleave {

namespace {

[[noreturn]] void fail(const char* doing) {
    throw_refused_call(std::string(doing) + " a timer", errno);
}

} // namespace

PeriodicTimer::PeriodicTimer(std::chrono::nanoseconds period)
    : descriptor_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC))
    , begin_ns_(wait_clock_ns())
    , period_ns_(period.count()) {
    if (descriptor_ < 0)
        fail("make");
    const itimerspec times{to_timespec(period_ns_), to_timespec(begin_ns_ + period_ns_)};
    if (timerfd_settime(descriptor_, TFD_TIMER_ABSTIME, &times, nullptr) != 0) {
        close(descriptor_);
        fail("set");
    }
}

PeriodicTimer::~PeriodicTimer() {
    close(descriptor_);
}

PeriodicTimer::Tick PeriodicTimer::wait(std::source_location where) {
    const Deadline due = Deadline::at(begin_ns_ + static_cast<std::int64_t>(ticks_ + 1) * period_ns_);
    hand_over(Operation::sleep, no_object, where, Readiness::of<&Deadline::has_passed>(due));
    throw_if_stopped();
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    std::uint64_t passed = 0;
    int error = 0;
    {
        const WithoutGil without(where);
        recorder.event(EventKind::io_begin, no_object, sizeof passed, site);
        passed = scheduler_clock_ns() ? sleep_through(due) : read_timer(due);
        error = errno;
        recorder.event(EventKind::io_end, no_object, passed > 0 ? sizeof passed : 0, site);
    }
    throw_if_stopped();
    if (passed == 0) {
        errno = error;
        fail("read");
    }
    ticks_ += passed;
    return {ticks_, passed};
}

/// Waits for the timer and returns how many periods have ended since the last wait. Returns 0 and sets errno
/// if it could not be read.
std::uint64_t PeriodicTimer::read_timer(Deadline due) const noexcept {
    BlockingCall call({no_object, Readiness::of<&Deadline::has_passed>(due), due});
    std::uint64_t passed = 0;
    do {
        if (::read(descriptor_, &passed, sizeof passed) == static_cast<ssize_t>(sizeof passed))
            return passed;
    } while (errno == EINTR && !stop_requested());
    call.came_back(Woken::interrupted);
    return 0;
}

/// The same with the scheduler's clock, which the kernel's timer does not follow.
std::uint64_t PeriodicTimer::sleep_through(Deadline due) const {
    while (!due.has_passed() && !stop_requested())
        sleep_until(due);
    return static_cast<std::uint64_t>((wait_clock_ns() - begin_ns_) / period_ns_) - ticks_;
}

std::int64_t PeriodicTimer::lateness_ns(const Tick& tick) const noexcept {
    return wait_clock_ns() - (begin_ns_ + static_cast<std::int64_t>(tick.number) * period_ns_);
}

} // namespace interleave
