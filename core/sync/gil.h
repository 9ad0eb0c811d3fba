// SPDX-License-Identifier: GPL-3.0-or-later
// The GIL-like lock. A thread that computes holds it, a waiter requests it after a switch interval, and a
// holder that dropped it on request waits until another thread took it. The state machine is that of CPython
// 3.2 and later.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/blocking_call.h"
#include "core/sync/hand_over.h"
#include "core/sync/plain_lock.h"
#include "core/sync/stopped.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <source_location>
#include <string_view>
#include <utility>

namespace interleave {

enum class GilVariant {
    standard,         ///< CPython 3.2 to today: interval, drop request, forced switching
    no_forced_switch, ///< the same, but the thread that drops it does not wait for another to take it
    old,              ///< until CPython 3.1: drop and take again at once every 100 ticks, no interval
    per_interpreter,  ///< CPython 3.12: each worker has its own
    free_threaded,    ///< CPython 3.13: no GIL; its cost is a factor on every computation
};

struct GilSettings {
    GilVariant variant = GilVariant::standard;
    std::chrono::nanoseconds interval = std::chrono::milliseconds(5);
    double free_threading_overhead = 1.1; ///< of free_threaded: the factor by which computing takes longer
};

/// It works between the threads of one process. A thread holds at most one.
class Gil {
public:
    explicit Gil(std::string_view name, const GilSettings& settings = {})
        : object_(register_object(ObjectKind::gil, name))
        , settings_(settings) {}
    Gil(const Gil&) = delete;
    Gil& operator=(const Gil&) = delete;

    /// The calling thread must not hold it. Throws Stopped.
    void take(std::source_location where = std::source_location::current());

    /// Drops it; the caller must hold it. With ReleaseReason::last the thread will not take it again, so it
    /// does not wait for a successor.
    void drop(ReleaseReason reason = ReleaseReason::voluntary,
              std::source_location where = std::source_location::current()) noexcept;

    /// Lets another thread take the GIL if one has requested it. It is called at each iteration of a loop and
    /// at each call. Throws Stopped.
    void safe_point(std::source_location where = std::source_location::current()) {
        hand_over(Operation::safe_point, object_, where);
        throw_if_stopped();
        if (drop_request_.load(std::memory_order_relaxed)) [[unlikely]]
            give_way(ReleaseReason::forced, where);
        else if (settings_.variant == GilVariant::old && ++ticks_ % ticks_per_check == 0)
            give_way(ReleaseReason::voluntary, where);
    }

    /// Makes a call that may block, with the GIL dropped before it and taken after it, whether or not the
    /// call blocks.
    template <typename Call>
    decltype(auto) release_around(Call&& call, std::source_location where = std::source_location::current());

    ObjectId object() const noexcept { return object_; }
    const GilSettings& settings() const noexcept { return settings_; }

    /// Returns the GIL that the calling thread holds, or nullptr.
    static Gil* of_this_thread() noexcept { return of_this_thread_; }
    /// Is called after fork, because the child's only thread does not hold its parent's GIL.
    static void forget_after_fork() noexcept { of_this_thread_ = nullptr; }

private:
    friend class WithoutGil;

    /// Does the same as take(), but returns false instead of throwing Stopped, so that the end of a blocking
    /// call can use it in a destructor.
    bool take_unless_stopped(const std::source_location& where) noexcept;
    void wait_while_locked(Recorder& recorder, SiteId site, bool& stopped);
    void wait_for_successor(Recorder& recorder, SiteId site) noexcept;
    void give_way(ReleaseReason reason, const std::source_location& where);
    bool is_locked() const noexcept { return locked_.load(std::memory_order_relaxed); }
    bool can_be_taken() const noexcept { return !exists() || !is_locked(); }
    bool exists() const noexcept { return settings_.variant != GilVariant::free_threaded; }

    static constexpr unsigned ticks_per_check = 100;
    /// Identifies a thread by the address of one of its thread-local variables.
    using Holder = const void*;
    static Holder this_holder() noexcept { return &of_this_thread_; }

    static thread_local constinit Gil* of_this_thread_;

    const ObjectId object_;
    const GilSettings settings_;

    PlainLock mutex_;                 ///< guards locked_ and switch_number_
    PlainCondition released_;         ///< with mutex_: it was dropped
    std::atomic<bool> locked_{false}; ///< atomic for can_be_taken(), which holds no lock
    std::uint64_t switch_number_ = 0; ///< grows when the holder changes
    unsigned ticks_ = 0;              ///< only the holder uses it

    PlainLock switch_mutex_; ///< guards last_holder_; taken after mutex_ where both are held
    PlainCondition taken_;   ///< with switch_mutex_: another thread took it
    Holder last_holder_ = nullptr;

    std::atomic<bool> drop_request_{false};
};

/// Drops the GIL that the calling thread holds, if it holds one, for the time of a call that may block, and
/// takes it again at the end of the block. When the run is being stopped it does not take it again; the next
/// hand-over point then throws.
class [[nodiscard]] WithoutGil {
public:
    explicit WithoutGil(const std::source_location& where) noexcept
        : gil_(Gil::of_this_thread())
        , where_(where) {
        if (gil_ != nullptr)
            gil_->drop(ReleaseReason::blocking_call, where_);
    }
    ~WithoutGil() {
        if (gil_ != nullptr)
            gil_->take_unless_stopped(where_);
    }
    WithoutGil(const WithoutGil&) = delete;
    WithoutGil& operator=(const WithoutGil&) = delete;

private:
    Gil* gil_;
    std::source_location where_;
};

/// Holds a GIL for a block. The block may drop it in between, and need not hold it at its end.
class [[nodiscard]] GilHold {
public:
    explicit GilHold(Gil& gil, std::source_location where = std::source_location::current())
        : gil_(gil)
        , where_(where) {
        gil_.take(where_);
    }
    ~GilHold() {
        if (Gil::of_this_thread() == &gil_)
            gil_.drop(ReleaseReason::last, where_);
    }
    GilHold(const GilHold&) = delete;
    GilHold& operator=(const GilHold&) = delete;

private:
    Gil& gil_;
    std::source_location where_;
};

template <typename Call>
decltype(auto) Gil::release_around(Call&& call, std::source_location where) {
    hand_over(Operation::blocking_call, object_, where);
    const WithoutGil without(where);
    const BlockingCall call_in_kernel;
    return std::forward<Call>(call)();
}

} // namespace interleave
