// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/robust_mutex.h"

#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"
#include "core/sync/waiting.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>
#include <type_traits>

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace interleave {

static_assert(std::is_standard_layout_v<RobustMutex> && std::is_trivially_destructible_v<RobustMutex>,
              "lies in shared memory");

namespace {

/// The system's lock does not come back for a signal, so a wait for it is made of pieces; between two it is
/// seen whether the run shall end or the time is over.
constexpr std::int64_t piece_ns = 10'000'000;
constexpr std::int64_t ns_per_s = 1'000'000'000;

std::int64_t now_ns(clockid_t clock) noexcept {
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * ns_per_s + time.tv_nsec;
}

timespec end_of_piece(Deadline deadline) noexcept {
    const std::int64_t left = std::max<std::int64_t>(0, deadline.ns() - now_ns(CLOCK_MONOTONIC));
    const std::int64_t end = now_ns(CLOCK_REALTIME) + std::min(left, piece_ns);
    return {end / ns_per_s, end % ns_per_s};
}

/// pthread_mutex_timedlock(), and what ThreadSanitizer's version of it forgets: that a dead holder's lock was
/// obtained as well.
int lock_within(pthread_mutex_t* mutex, const timespec& until) noexcept {
    const int answer = pthread_mutex_timedlock(mutex, &until);
#if defined(__SANITIZE_THREAD__)
    if (answer == EOWNERDEAD) {
        __tsan_mutex_pre_lock(mutex, 0);
        __tsan_mutex_post_lock(mutex, 0, 0);
    }
#endif
    return answer;
}

void check(int error) {
    if (error != 0)
        throw std::system_error(error, std::generic_category(), "robust lock");
}

} // namespace

RobustMutex::RobustMutex(std::string_view name) : object_(register_object(ObjectKind::mutex, name)) {
    pthread_mutexattr_t attributes;
    check(pthread_mutexattr_init(&attributes));
    check(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
    check(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
    check(pthread_mutex_init(&mutex_, &attributes));
    check(pthread_mutexattr_destroy(&attributes));
}

Inherited RobustMutex::lock(std::source_location where) {
    hand_over(Operation::acquire, object_);
    return *lock_until(Deadline::never(), where); // without a deadline it comes back only with the lock
}

std::optional<Inherited> RobustMutex::try_lock_for(std::chrono::nanoseconds limit,
                                                   std::source_location where) {
    hand_over(Operation::acquire, object_);
    return lock_until(Deadline::in(limit), where);
}

std::optional<Inherited> RobustMutex::try_lock(std::source_location where) {
    hand_over(Operation::try_acquire, object_);
    const UncontendedSample sample;
    const std::optional<Inherited> obtained = obtain_free();
    if (obtained) {
        Recorder& recorder = Recorder::of_this_thread();
        sample.acquired(recorder, object_, recorder.site(where));
    } else {
        record_try_in_vain(object_, where);
    }
    return obtained;
}

void RobustMutex::unlock(std::source_location where) noexcept {
    hand_over_quietly(Operation::release, object_);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::release, object_, 0, recorder.site(where));
    pthread_mutex_unlock(&mutex_);
}

std::optional<Inherited> RobustMutex::lock_until(Deadline deadline, const std::source_location& where) {
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    const UncontendedSample sample;
    if (const std::optional<Inherited> obtained = obtain_free()) {
        sample.acquired(recorder, object_, site);
        return obtained;
    }
    const WithoutGil without(where);
    recorder.event(EventKind::wait_begin, object_, 0, site,
                   Wait{object_, where, deadline}.wait_begin_detail());
    for (;;) {
        const timespec until = end_of_piece(deadline);
        if (const std::optional<Inherited> obtained = settle(lock_within(&mutex_, until))) {
            recorder.event_after(EventKind::acquire, object_, 0, site);
            return obtained;
        }
        const bool stopped = stop_requested();
        if (!stopped && !deadline.has_passed())
            continue;
        recorder.event_after(
            EventKind::wait_end, object_, 0, site,
            static_cast<std::uint16_t>(stopped ? WaitOutcome::stopped : WaitOutcome::timed_out));
        throw_if_stopped();
        return std::nullopt;
    }
}

std::optional<Inherited> RobustMutex::obtain_free() {
    return settle(pthread_mutex_trylock(&mutex_));
}

std::optional<Inherited> RobustMutex::settle(int answer) {
    switch (answer) {
    case 0:
        return Inherited::in_order;
    case EOWNERDEAD:
        check(pthread_mutex_consistent(&mutex_));
        return Inherited::from_the_dead;
    case EBUSY:
    case ETIMEDOUT:
        return std::nullopt;
    default:
        throw std::system_error(answer, std::generic_category(), "robust lock");
    }
}

} // namespace interleave
