// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_gil.h"

#include "core/preload/hook.h"
#include "core/preload/session.h"
#include "core/preload/text.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace interleave::preload {

struct Gil {
    const std::byte* mutex;
    const std::byte* condition;
    const std::byte* switch_mutex;
    const std::byte* switch_condition;
    std::atomic<ObjectId> object;
    std::atomic<bool> is_asked_for; ///< a thread that waits has asked the holder to let go
};

namespace {

constexpr std::size_t most_gils = 64;
constinit std::array<Gil, most_gils> gils{};
constinit std::atomic<std::size_t> gil_count{0};

// Where the parts lie, seen from the first mutex: cond, mutex, switch_cond, switch_mutex follow each other.
constexpr std::ptrdiff_t condition_offset = -static_cast<std::ptrdiff_t>(sizeof(pthread_cond_t));
constexpr std::ptrdiff_t switch_condition_offset = sizeof(pthread_mutex_t);
constexpr std::ptrdiff_t switch_mutex_offset = sizeof(pthread_mutex_t) + sizeof(pthread_cond_t);
/// How often the lock went to another thread: an unsigned long before `cond`.
constexpr std::ptrdiff_t switch_number_offset =
    condition_offset - static_cast<std::ptrdiff_t>(sizeof(unsigned long));

/// What this thread has initialised last.
enum class Made : std::uint8_t { nothing, mutex, both_mutexes, condition };
/// Which part of taking or dropping the lock this thread is in.
enum class Doing : std::uint8_t { nothing, has_mutex, took, dropped };

struct OfThread {
    Made made = Made::nothing;
    const std::byte* first_mutex = nullptr;
    Doing doing = Doing::nothing;
    bool waits = false; ///< a wait_begin is written
    bool holds = false;
    const Gil* held = nullptr; ///< the last one that it held
};
thread_local constinit OfThread of_thread;

const std::byte* bytes(const void* address) noexcept {
    return static_cast<const std::byte*>(address);
}

void enter_gil(const std::byte* mutex) noexcept {
    const std::size_t count = gil_count.load(std::memory_order_relaxed);
    Gil* gil = nullptr;
    for (std::size_t i = 0; i < count; ++i)
        if (gils[i].mutex == mutex)
            gil = &gils[i]; // made anew, as in the child of a fork
    if (gil == nullptr && count < most_gils)
        gil = &gils[count];
    if (gil == nullptr || session() == nullptr)
        return;
    gil->mutex = mutex;
    gil->condition = mutex + condition_offset;
    gil->switch_mutex = mutex + switch_mutex_offset;
    gil->switch_condition = mutex + switch_condition_offset;
    gil->is_asked_for.store(false, std::memory_order_relaxed);
    Text<name_capacity> name;
    name.add("GIL");
    // Each process has one of its own; that of the first needs no name beside it.
    if (is_forked())
        name.add(" of ").add(process_name());
    if (gil != &gils[0])
        name.add(" of interpreter ").add_number(static_cast<std::uint64_t>(gil - gils.data()) + 1);
    gil->object.store(session()->claim_object(ObjectKind::gil, name.view()), std::memory_order_relaxed);
    if (gil == &gils[count])
        gil_count.store(count + 1, std::memory_order_release);
}

std::uint64_t switch_number(const Gil& gil) noexcept {
    return *reinterpret_cast<const volatile unsigned long*>(gil.mutex + switch_number_offset);
}

ObjectId object(const Gil& gil) noexcept {
    return gil.object.load(std::memory_order_relaxed);
}

} // namespace

void note_mutex_init(const pthread_mutex_t* mutex) noexcept {
    const std::byte* const address = bytes(mutex);
    if (of_thread.made == Made::mutex && address == of_thread.first_mutex + switch_mutex_offset) {
        of_thread.made = Made::both_mutexes;
    } else {
        of_thread.made = Made::mutex;
        of_thread.first_mutex = address;
    }
}

void note_condition_init(const pthread_cond_t* condition) noexcept {
    const std::byte* const address = bytes(condition);
    if (of_thread.made == Made::both_mutexes && address == of_thread.first_mutex + condition_offset) {
        of_thread.made = Made::condition;
        return;
    }
    if (of_thread.made == Made::condition && address == of_thread.first_mutex + switch_condition_offset)
        enter_gil(of_thread.first_mutex);
    of_thread.made = Made::nothing;
}

Gil* gil_of_mutex(const pthread_mutex_t* mutex) noexcept {
    const std::size_t count = gil_count.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < count; ++i)
        if (gils[i].mutex == bytes(mutex) || gils[i].switch_mutex == bytes(mutex))
            return &gils[i];
    return nullptr;
}

Gil* gil_of_condition(const pthread_cond_t* condition) noexcept {
    const std::size_t count = gil_count.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < count; ++i)
        if (gils[i].condition == bytes(condition) || gils[i].switch_condition == bytes(condition))
            return &gils[i];
    return nullptr;
}

int lock_mutex_of_gil(Gil& gil, pthread_mutex_t* mutex) noexcept {
    if (gil.mutex == bytes(mutex))
        of_thread.doing = Doing::has_mutex;
    return real().mutex_lock(mutex);
}

int unlock_mutex_of_gil(Gil& gil, pthread_mutex_t* mutex) noexcept {
    if (gil.mutex == bytes(mutex)) {
        if (of_thread.doing == Doing::took) {
            gil.is_asked_for.store(false, std::memory_order_relaxed);
            of_thread.holds = true;
            of_thread.held = &gil;
            Lane::of_this_thread().event_after(EventKind::acquire, object(gil));
        } else if (of_thread.waits && of_thread.doing != Doing::dropped) {
            // The interpreter ends and lets the thread wait no more.
            Lane::of_this_thread().event_after(EventKind::wait_end, object(gil), 0, 0,
                                               to_detail(WaitOutcome::stopped));
        }
        of_thread.doing = Doing::nothing;
        of_thread.waits = false;
    }
    return real().mutex_unlock(mutex);
}

void note_signal_of_gil(Gil& gil, const pthread_cond_t* condition) noexcept {
    if (gil.condition == bytes(condition)) {
        of_thread.holds = false;
        of_thread.doing = Doing::dropped;
        const bool was_asked = gil.is_asked_for.load(std::memory_order_relaxed);
        Lane::of_this_thread().event(
            EventKind::release, object(gil), 0, 0,
            to_detail(was_asked ? ReleaseReason::forced : ReleaseReason::blocking_call));
    } else {
        of_thread.doing = Doing::took;
    }
}

GilWait::GilWait(Gil& gil, const pthread_cond_t* condition) noexcept
    : gil_(gil)
    , is_forced_(gil.switch_condition == bytes(condition))
    , switches_before_(switch_number(gil)) {
    Lane& lane = Lane::of_this_thread();
    if (is_forced_) {
        lane.event(EventKind::forced_wait_begin, object(gil));
    } else if (!of_thread.waits) {
        of_thread.waits = true;
        lane.event(EventKind::wait_begin, object(gil));
    }
}

void GilWait::ended(int result) noexcept {
    Lane& lane = Lane::of_this_thread();
    if (is_forced_) {
        lane.event_after(EventKind::forced_wait_end, object(gil_));
    } else if (result == ETIMEDOUT) {
        lane.event_after(EventKind::interval_elapsed, object(gil_));
        // The interpreter asks for the lock if it did not go to another thread in the meantime.
        if (switch_number(gil_) == switches_before_ &&
            !gil_.is_asked_for.exchange(true, std::memory_order_relaxed))
            lane.event(EventKind::drop_request, object(gil_));
    }
}

bool holds_gil() noexcept {
    return of_thread.holds;
}

void note_end_of_gil() noexcept {
    if (!std::exchange(of_thread.holds, false) || of_thread.held == nullptr)
        return;
    Lane::of_this_thread().event(EventKind::release, object(*of_thread.held), 0, 0,
                                 to_detail(ReleaseReason::last));
}

} // namespace interleave::preload
