// SPDX-License-Identifier: GPL-3.0-or-later
// The queue of the waiters for an object, in the order of their arrival. Fair primitives are built with it.
#pragma once

#include "core/event/record.h"
#include "core/sync/plain_lock.h"
#include "core/sync/waiting.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>

namespace interleave {

/// It has one place for each lane that a scenario can have, so it is never full. The places are linked by
/// number, not by address, so that it can lie in shared memory. A PlainLock of its owner guards it, except
/// for word().
class WaitQueue {
public:
    /// The number of a place; 0 is none.
    using Place = std::uint32_t;
    /// A number by which the owner distinguishes kinds of waiters.
    using Tag = std::uint16_t;
    static constexpr std::uint32_t most_waiters = 1024;

    /// Takes a place at the end. Throws RunError if more workers wait than there are places.
    Place enter(Tag tag = 0);
    /// Frees the place, whether the waiter was called or gives up. Returns false if it had been called.
    bool leave(Place place) noexcept;
    /// Removes a waiter from the queue and wakes it. The waiter must still leave its place.
    void call(Place place) noexcept;

    bool empty() const noexcept { return first_ == 0; }
    std::uint32_t size() const noexcept { return size_; }
    /// Returns the place of the waiter that waits longest, or 0 if there is none.
    Place first() const noexcept { return first_; }
    /// Returns the place of the longest waiter with the tag, or 0 if there is none.
    Place first(Tag tag) const noexcept;
    Tag tag(Place place) const noexcept { return slot(place).tag; }
    /// Returns the lane of the waiter, no_lane if it is not recorded.
    LaneId lane(Place place) const noexcept { return slot(place).lane; }

    enum : std::uint32_t { waiting = 0, called = 1 };
    /// Becomes `called` when the waiter is called. The waiter may read it without the guard.
    const std::atomic<std::uint32_t>& word(Place place) const noexcept { return slot(place).word; }

private:
    struct Slot {
        std::atomic<std::uint32_t> word;
        std::uint16_t next; ///< in the queue, or in the list of free places
        Tag tag;
        LaneId lane;
    };

    Slot& slot(Place place) noexcept { return slots_[place - 1]; }
    const Slot& slot(Place place) const noexcept { return slots_[place - 1]; }
    void unlink(Place place) noexcept;

    std::uint32_t size_ = 0;
    std::uint16_t first_ = 0;
    std::uint16_t last_ = 0;
    std::uint16_t first_free_ = 0; ///< head of the list of places that were used and freed
    std::uint16_t used_ = 0;
    std::array<Slot, most_waiters> slots_{};
};

/// Waits at a place until it is called. `void obtained(Recorder&, SiteId)` writes the event that ends the
/// wait. `void gave_up(bool was_called)` cleans up after a waiter that gives up: one that was called just
/// then passes on what was reserved for it. Both run under `guard`, which the caller must not hold. Returns
/// false if the deadline passed. Throws Stopped.
template <typename Obtained, typename GaveUp>
bool wait_at(WaitQueue& queue, WaitQueue::Place place, PlainLock& guard, const Wait& wait,
             Obtained&& obtained, GaveUp&& gave_up) {
    const auto leave = [&] {
        const std::lock_guard lock(guard);
        const bool was_called = !queue.leave(place);
        gave_up(was_called);
    };
    const std::atomic<std::uint32_t>& word = queue.word(place);
    const auto was_called = [&](std::uint32_t& seen) {
        seen = WaitQueue::waiting;
        return word.load(std::memory_order_acquire) == WaitQueue::called;
    };
    const auto take = [&](Recorder& recorder, SiteId site) {
        const std::lock_guard lock(guard);
        queue.leave(place);
        obtained(recorder, site);
    };
    try {
        if (wait_until(wait, word, was_called, take))
            return true;
    } catch (const Stopped&) {
        leave();
        throw;
    }
    leave();
    return false;
}

} // namespace interleave
