// SPDX-License-Identifier: GPL-3.0-or-later
// A variable that several workers use without protection, for scenarios with data races.
#pragma once

#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/sync/hand_over.h"

#include <atomic>
#include <cstdint>
#include <source_location>
#include <string_view>
#include <type_traits>

namespace interleave {

/// Converts a number to the value of an event, with its sign.
template <typename T>
constexpr std::uint64_t event_value(T value) noexcept {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
}

/// Every read and every write is an event of its own, and other workers can run between two of them:
/// `x.write(x.read() + 1)` loses updates just as `x = x + 1` does in plain C++. The plain form is undefined
/// behaviour in C++. This one uses relaxed atomic accesses, so that it does exactly what the machine does. It
/// lies on the stack or in Stage::share memory and has a cache line of its own. Any worker may use it.
template <typename T>
class alignas(cache_line) Shared {
    static_assert(std::is_trivially_copyable_v<T> && std::atomic<T>::is_always_lock_free);

public:
    explicit Shared(std::string_view name, T value = T{})
        : value_(value)
        , object_(register_object(ObjectKind::variable, name)) {}
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;

    /// Throws Stopped.
    T read(std::source_location where = std::source_location::current()) const {
        hand_over(Operation::read, object_, where);
        const T value = value_.load(std::memory_order_relaxed);
        keep_order();
        Recorder& recorder = Recorder::of_this_thread();
        recorder.follow(written_);
        recorder.event(EventKind::read, object_, event_value(value), recorder.site(where));
        return value;
    }

    /// Throws Stopped.
    void write(T value, std::source_location where = std::source_location::current()) {
        hand_over(Operation::write, object_, where);
        Recorder& recorder = Recorder::of_this_thread();
        recorder.follow(written_); // of another writer, so that the stamp never goes back
        recorder.event(EventKind::write, object_, event_value(value), recorder.site(where));
        recorder.publish(written_);
        keep_order();
        value_.store(value, std::memory_order_relaxed);
    }

    /// Records no event. It is for results, before the workers start and after they were joined.
    T value() const noexcept { return value_.load(std::memory_order_relaxed); }
    void set_value(T value) noexcept { value_.store(value, std::memory_order_relaxed); }

    /// Is called in a forked child for its copy of a variable of the parent. The copy is another object from
    /// now on, with its own name.
    void register_forked_copy(std::string_view name) {
        object_ = register_object(ObjectKind::variable, name);
    }

    ObjectId object() const noexcept { return object_; }

private:
    /// Keeps value and stamp in the order of the program. A fence of the compiler only: it adds nothing to
    /// what the machine does, as the scenarios promise. x86 does not reorder two loads, or two stores.
    static void keep_order() noexcept { std::atomic_signal_fence(std::memory_order_seq_cst); }

    std::atomic<T> value_;
    ObjectId object_;
    ReleaseStamp written_; ///< of the last write, set just before its value is stored
};

} // namespace interleave
