// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/condition.h"

#include "core/sync/hand_over.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<Condition> && std::is_trivially_destructible_v<Condition>,
              "lies in shared memory");

namespace {

/// Locks the mutex again at the end of the block, however the block ends.
class Reacquire {
public:
    Reacquire(Mutex& mutex, const std::source_location& where) noexcept : mutex_(mutex), where_(where) {}
    ~Reacquire() { mutex_.lock_again(where_); }
    Reacquire(const Reacquire&) = delete;
    Reacquire& operator=(const Reacquire&) = delete;

private:
    Mutex& mutex_;
    const std::source_location& where_;
};

} // namespace

void Condition::wait(Mutex& mutex, std::source_location where) {
    wait_until_deadline(mutex, Deadline::never(), where);
}

bool Condition::wait_for(Mutex& mutex, std::chrono::nanoseconds limit, std::source_location where) {
    return wait_until_deadline(mutex, Deadline::in(limit), where);
}

bool Condition::wait_until_deadline(Mutex& mutex, Deadline deadline, const std::source_location& where) {
    hand_over(Operation::wait, object_, where); // no Readiness: the mutex is released
    WaitQueue::Place place = 0;
    {
        // The waiter enters the queue before the mutex is released, so that a notification in between finds
        // it.
        const std::lock_guard lock(guard_);
        place = queue_.enter();
    }
    mutex.unlock(where);
    const Reacquire reacquire(mutex, where);
    return wait_at(
        queue_, place, guard_, {object_, where, deadline},
        [this](Recorder& recorder, SiteId site) {
            recorder.event(EventKind::wait_end, object_, 0, site, to_detail(WaitOutcome::satisfied));
        },
        [this](bool was_called) {
            if (was_called && !queue_.empty())
                queue_.call(queue_.first());
        });
}

void Condition::notify_one(std::source_location where) noexcept {
    notify(1, where);
}

void Condition::notify_all(std::source_location where) noexcept {
    notify(std::numeric_limits<std::uint32_t>::max(), where);
}

void Condition::notify(std::uint32_t most, const std::source_location& where) noexcept {
    hand_over_quietly(Operation::notify, object_, where);
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    const std::lock_guard lock(guard_);
    const std::uint32_t woken_count = std::min(most, queue_.size());
    const std::uint16_t lane = woken_count == 1 ? woken::lane_detail(queue_.lane(queue_.first())) : 0;
    recorder.event(EventKind::notify, object_, woken_count, site, lane);
    for (std::uint32_t i = 0; i < woken_count; ++i) {
        const WaitQueue::Place place = queue_.first();
        if (woken_count > 1) // they are woken one after the other, which takes a while
            recorder.event(EventKind::wake, object_, queue_.lane(place), site);
        queue_.call(place);
    }
}

} // namespace interleave
