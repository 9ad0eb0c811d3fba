// SPDX-License-Identifier: GPL-3.0-or-later
// A semaphore: a number of permits. A worker that wants one while there is none waits until another gives one
// back.
#pragma once

#include "core/sync/queued_lock.h"

#include <chrono>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// The permits of a Semaphore, and how many of them are reserved.
class Permits {
public:
    explicit Permits(std::uint32_t permits) noexcept : permits_(permits) {}

    bool admits(WaitQueue::Tag, const WaitQueue&) const noexcept { return reserved_ < permits_; }
    WaitQueue::Place next(const WaitQueue& queue) const noexcept {
        return reserved_ < permits_ ? queue.first() : 0;
    }
    void enter(WaitQueue::Tag) noexcept { --permits_; }
    void reserve(WaitQueue::Tag) noexcept { ++reserved_; }
    void use_reservation(WaitQueue::Tag) noexcept {
        --reserved_;
        --permits_;
    }
    void cancel_reservation(WaitQueue::Tag) noexcept { --reserved_; }
    void leave(WaitQueue::Tag) noexcept { ++permits_; }
    void record(Recorder& recorder, ObjectId semaphore, SiteId site) const noexcept {
        recorder.event(EventKind::set_value, semaphore, permits_, site);
    }

private:
    std::uint32_t permits_;
    std::uint32_t reserved_ = 0; ///< for waiters that were called and have not taken theirs yet
};

/// Permits are given in the order in which they were asked for. Any worker may release, even one that never
/// acquired, so it can also count things that one worker produces and another consumes. It lies on the stack
/// or in Stage::share memory.
class alignas(cache_line) Semaphore : public QueuedLock<Permits> {
public:
    Semaphore(std::string_view name, std::uint32_t permits,
              std::source_location where = std::source_location::current());

    /// Throws Stopped.
    void acquire(std::source_location where = std::source_location::current());
    /// Returns false if there is no permit. Throws Stopped.
    bool try_acquire(std::source_location where = std::source_location::current());
    /// Returns false if there was none within the time. Throws Stopped.
    bool try_acquire_for(std::chrono::nanoseconds limit,
                         std::source_location where = std::source_location::current());
    /// Gives `permits` back. They may become more than there were at first.
    void release(std::uint32_t permits = 1,
                 std::source_location where = std::source_location::current()) noexcept;
};

/// Holds a permit for a block.
class [[nodiscard]] Permit {
public:
    explicit Permit(Semaphore& semaphore, std::source_location where = std::source_location::current())
        : semaphore_(semaphore)
        , where_(where) {
        semaphore_.acquire(where_);
    }
    ~Permit() { semaphore_.release(1, where_); }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;

private:
    Semaphore& semaphore_;
    std::source_location where_;
};

} // namespace interleave
