// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/lane.h"

#include "core/preload/session.h"

#include <pthread.h>
#include <unistd.h>

namespace interleave::preload {

thread_local constinit Lane Lane::of_this_thread_;

namespace {

pthread_key_t end_of_thread;

/// Destructors of the program's own thread-specific data may still use its locks, so that of this library
/// asks to be called again, as often as the C library does that.
constexpr std::uintptr_t calls_before_the_last = 3;

void end_or_wait(void* calls) {
    const auto number = reinterpret_cast<std::uintptr_t>(calls);
    if (number <= calls_before_the_last &&
        pthread_setspecific(end_of_thread, reinterpret_cast<void*>(number + 1)) ==
            0) // NOLINT(performance-no-int-to-ptr)
        return;
    Lane::of_this_thread().end();
}

} // namespace

void watch_ends_of_threads() noexcept {
    pthread_key_create(&end_of_thread, end_or_wait);
}

void Lane::begin(LaneKind kind, std::string_view name, ObjectId worker) noexcept {
    held.forget();
    await_free_ring();
    Recorder::of_this_thread().begin_lane(kind, name, worker);
    if (attached())
        pthread_setspecific(end_of_thread,
                            reinterpret_cast<void*>(std::uintptr_t{1})); // NOLINT(performance-no-int-to-ptr)
}

void Lane::go_on(LaneId lane, std::string_view name) noexcept {
    Recorder::of_this_thread().go_on(lane);
    pthread_setspecific(end_of_thread,
                        reinterpret_cast<void*>(std::uintptr_t{1})); // NOLINT(performance-no-int-to-ptr)
    rename(name);
}

void Lane::end() noexcept {
    if (!attached())
        return;
    held.write_all();
    Recorder::of_this_thread().end_lane();
}

void Lane::rename(std::string_view name) noexcept {
    if (attached())
        event(EventKind::task_named, register_object(ObjectKind::label, name),
              static_cast<std::uint64_t>(getpid()));
}

} // namespace interleave::preload
