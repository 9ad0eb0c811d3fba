// SPDX-License-Identifier: GPL-3.0-or-later
// A lock for threads and, in shared memory, for processes. It records who holds it and who waits.
#pragma once

#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/sync/futex.h"
#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// It is neither recursive nor fair: the first worker that comes after a release gets it. On the stack it
/// works between threads, in Stage::share memory also between processes. It has a cache line of its own, so
/// that two of them never slow each other.
class alignas(cache_line) Mutex {
public:
    explicit Mutex(std::string_view name) : object_(register_object(ObjectKind::mutex, name)) {}
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    /// Throws Stopped.
    void lock(std::source_location where = std::source_location::current()) {
        hand_over(Operation::acquire, object_, where, when_free());
        Recorder& recorder = Recorder::of_this_thread();
        // These are read before, because a load after the exchange waits until the exchange is done.
        const ObjectId object = object_;
        const SiteId site = recorder.site(where);
        const UncontendedSample sample;
        if (obtain_free(recorder)) [[likely]]
            sample.acquired(recorder, object, site);
        else
            wait_and_lock(where, Deadline::never());
    }

    /// Returns false if it is held. Throws Stopped.
    bool try_lock(std::source_location where = std::source_location::current());

    /// Returns false if it could not be obtained within the time. Throws Stopped.
    bool try_lock_for(std::chrono::nanoseconds limit,
                      std::source_location where = std::source_location::current());

    /// Only its holder may call it.
    void unlock(std::source_location where = std::source_location::current()) noexcept {
        hand_over_quietly(Operation::release, object_, where);
        Recorder& recorder = Recorder::of_this_thread();
        // The event comes before the store, so that no other holder is recorded earlier.
        recorder.event(EventKind::release, object_, 0, recorder.site(where));
        recorder.publish(released_);
        if (state_.exchange(free, std::memory_order_release) == wanted) [[unlikely]]
            futex_wake(state_, 1);
    }

    /// Locks it again after a wait for a condition, for which it was released. A wait for it is recorded as
    /// such. It returns with the lock also when the run is being stopped, so that the guard around it can
    /// release it.
    void lock_again(const std::source_location& where) noexcept;

    /// Is called in a forked child for its copy of a lock of the parent. The copy is another object from now
    /// on, with its own name. If it was locked, no thread of the child will unlock it.
    void register_forked_copy(std::string_view name,
                              std::source_location where = std::source_location::current());

    ObjectId object() const noexcept { return object_; }

private:
    enum : std::uint32_t { free = 0, held = 1, wanted = 2 };

    bool is_free() const noexcept { return state_.load(std::memory_order_relaxed) == free; }
    Readiness when_free() const noexcept { return Readiness::of<&Mutex::is_free>(*this); }
    bool obtain_free(Recorder& recorder) noexcept {
        std::uint32_t expected = free;
        if (!state_.compare_exchange_strong(expected, held, std::memory_order_acquire,
                                            std::memory_order_relaxed))
            return false;
        recorder.follow(released_);
        return true;
    }
    bool wait_and_lock(const std::source_location& where, Deadline deadline,
                       WaitDetail detail = WaitDetail::plain);
    bool obtain_wanted(Recorder& recorder) noexcept {
        if (state_.exchange(wanted, std::memory_order_acquire) != free)
            return false;
        recorder.follow(released_);
        return true;
    }

    std::atomic<std::uint32_t> state_{free}; ///< wanted: held, and another worker may sleep on it
    ObjectId object_;
    ReleaseStamp released_; ///< in the same cache line, so the holder writes it at no cost
};

/// Holds a lock for a block. The events have the line of the guard as their site.
template <typename Lock>
class [[nodiscard]] Guard {
public:
    explicit Guard(Lock& lock, std::source_location where = std::source_location::current())
        : lock_(lock)
        , where_(where) {
        lock_.lock(where_);
    }
    ~Guard() { lock_.unlock(where_); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

private:
    Lock& lock_;
    std::source_location where_;
};

} // namespace interleave
