// SPDX-License-Identifier: GPL-3.0-or-later
// A semaphore: a number of permits. A worker that wants one while there is none waits until another gives one
// back.
#pragma once

#include "core/sync/queued_lock.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <source_location>
#include <string_view>

namespace interleave {

/// The permits of a Semaphore, and how many of them are reserved.
class Permits {
public:
    Permits(std::uint32_t permits, std::uint32_t most) noexcept : permits_(permits), most_(most) {}

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
    bool may_leave(std::uint32_t count) const noexcept { return count <= most_ - permits_; }
    void leave(WaitQueue::Tag) noexcept { ++permits_; }
    void record(Recorder& recorder, ObjectId semaphore, SiteId site) const noexcept {
        recorder.event(EventKind::set_value, semaphore, permits_, site);
    }

private:
    std::uint32_t permits_;
    std::uint32_t most_;
    std::uint32_t reserved_ = 0; ///< for waiters that were called and have not taken theirs yet
};

/// Permits are given in the order in which they were asked for. Any worker may release, even one that never
/// acquired, so it can also count things that one worker produces and another consumes. A bounded one refuses
/// a release after which it would have more permits than `most`. It lies on the stack or in Stage::share
/// memory.
class alignas(cache_line) Semaphore : public QueuedLock<Permits> {
public:
    static constexpr std::uint32_t unbounded = std::numeric_limits<std::uint32_t>::max();

    /// `most` is at least `permits`.
    Semaphore(std::string_view name, std::uint32_t permits, std::uint32_t most = unbounded,
              std::source_location where = std::source_location::current());

    /// Throws Stopped.
    void acquire(std::source_location where = std::source_location::current());
    /// Returns false if there is no permit. Throws Stopped.
    bool try_acquire(std::source_location where = std::source_location::current());
    /// Returns false if there was none within the time. Throws Stopped.
    bool try_acquire_for(std::chrono::nanoseconds limit,
                         std::source_location where = std::source_location::current());
    /// Gives `permits` back. Of an unbounded one they may become more than there were at first. Returns
    /// false, and gives none back, if they would become more than `most`.
    bool release(std::uint32_t permits = 1,
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
