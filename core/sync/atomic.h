// SPDX-License-Identifier: GPL-3.0-or-later
// A number whose read-modify-write is one indivisible step.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/shared.h"

#include <atomic>
#include <source_location>
#include <string_view>

namespace interleave {

/// It is like Shared<T>, but `add` is indivisible: no update is lost, and no worker waits. It lies on the
/// stack or in Stage::share memory.
template <typename T>
class alignas(cache_line) Atomic {
    static_assert(std::is_integral_v<T> && std::atomic<T>::is_always_lock_free);

public:
    explicit Atomic(std::string_view name, T value = T{})
        : value_(value)
        , object_(register_object(ObjectKind::variable, name)) {}
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    // The value and a ReleaseStamp could not be changed in one step, so these events are ordered by a fence.

    /// Adds and returns the previous value. Throws Stopped.
    T add(T amount, std::source_location where = std::source_location::current()) {
        hand_over(Operation::write, object_, where);
        const T before = value_.fetch_add(amount, std::memory_order_acq_rel);
        Recorder& recorder = Recorder::of_this_thread();
        recorder.event_behind_fence(EventKind::write, object_, event_value(before + amount),
                                    recorder.site(where));
        return before;
    }

    /// Throws Stopped.
    T read(std::source_location where = std::source_location::current()) const {
        hand_over(Operation::read, object_, where);
        const T value = value_.load(std::memory_order_acquire);
        Recorder& recorder = Recorder::of_this_thread();
        recorder.event_behind_fence(EventKind::read, object_, event_value(value), recorder.site(where));
        return value;
    }

    /// Records no event. It is for results, before the workers start and after they were joined.
    T value() const noexcept { return value_.load(std::memory_order_relaxed); }
    void set_value(T value) noexcept { value_.store(value, std::memory_order_relaxed); }

    ObjectId object() const noexcept { return object_; }

private:
    std::atomic<T> value_;
    ObjectId object_;
};

} // namespace interleave
