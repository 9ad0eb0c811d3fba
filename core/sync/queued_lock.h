// SPDX-License-Identifier: GPL-3.0-or-later
// The base of the locks that are given to the waiter that waits longest: FifoMutex, Semaphore and
// SharedMutex.
#pragma once

#include "core/event/acquire_detail.h"
#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"
#include "core/sync/wait_queue.h"

#include <mutex>
#include <source_location>
#include <string_view>
#include <utility>

namespace interleave {

/// It has holders and a queue of waiters. A worker that cannot be admitted takes a place in the queue. A
/// holder that releases the lock reserves what is free for the waiters and calls them, so that no other
/// worker overtakes them. `Holders` says who holds the lock, and who may enter. Its members are called under
/// the guard:
///   bool admits(Tag, const WaitQueue&) const   whether a new arrival may enter before the waiters
///   Place next(const WaitQueue&) const         the waiter that may be called now; 0: none
///   void enter(Tag)                            a new arrival became a holder
///   void reserve(Tag)                          a waiter was called and will become a holder
///   void use_reservation(Tag)                  it became a holder
///   void cancel_reservation(Tag)               it gave up just when it was called
///   void leave(Tag)                            a holder released the lock
///   bool may_leave(count) const                whether so many may do that; without it they always may
///   void record(Recorder&, ObjectId, SiteId) const    records the value of an `acquire`, if it has one
///   AcquireDetail role(Tag) const              what the acquisition says of the holder; without it nothing
/// All data are here and none in the derived class, so that it has the layout of a plain struct. Any worker
/// may call any member.
template <typename Holders>
class QueuedLock {
public:
    QueuedLock(const QueuedLock&) = delete;
    QueuedLock& operator=(const QueuedLock&) = delete;

    ObjectId object() const noexcept { return object_; }

protected:
    using Tag = WaitQueue::Tag;
    /// The tag of those that all want the same.
    static constexpr Tag any = 0;

    QueuedLock(ObjectKind kind, std::string_view name, const Holders& holders)
        : holders_(holders)
        , object_(register_object(kind, name)) {}

    /// Returns false if the deadline passed. Throws Stopped.
    bool acquire_until(Tag tag, WaitDetail detail, Deadline deadline, const std::source_location& where) {
        hand_over(Operation::acquire, object_, where); // no Readiness: taking a place has an effect
        WaitQueue::Place place = 0;
        {
            const std::lock_guard lock(guard_);
            if (enter_if_admitted(tag, where,
                                  deadline.is_never() ? AcquireDetail::plain : AcquireDetail::tried))
                return true;
            place = queue_.enter(tag);
        }
        return wait_at(
            queue_, place, guard_, {object_, where, deadline, detail},
            [this, tag](Recorder& recorder, SiteId site) {
                holders_.use_reservation(tag);
                recorder.event(EventKind::acquire, object_, 0, site, to_detail(role_of(tag)));
                holders_.record(recorder, object_, site);
            },
            [this, tag, &where](bool was_called) {
                if (was_called)
                    holders_.cancel_reservation(tag);
                // This is done also where it was not called, because others may have waited only for this
                // waiter.
                Recorder& recorder = Recorder::of_this_thread();
                call_waiters(recorder, recorder.site(where), 0);
            });
    }

    /// Returns false if it would have to wait. Throws Stopped.
    bool try_acquire_now(Tag tag, const std::source_location& where) {
        hand_over(Operation::try_acquire, object_, where);
        {
            const std::lock_guard lock(guard_);
            if (enter_if_admitted(tag, where, AcquireDetail::tried))
                return true;
        }
        record_failed_try(object_, where);
        return false;
    }

    /// Releases the lock for `count` holders at once. Returns false, and changes nothing, if they may not
    /// leave.
    bool release(Tag tag, std::uint32_t count, const std::source_location& where) noexcept {
        hand_over_quietly(Operation::release, object_, where);
        Recorder& recorder = Recorder::of_this_thread();
        const SiteId site = recorder.site(where);
        const std::lock_guard lock(guard_);
        if constexpr (requires { holders_.may_leave(count); }) {
            if (!holders_.may_leave(count))
                return false;
        }
        for (std::uint32_t i = 0; i < count; ++i)
            holders_.leave(tag);
        const WaitQueue::Place first = holders_.next(queue_);
        std::uint64_t wakes = first == 0 ? woken::nobody : woken::lane(queue_.lane(first));
        for (std::uint32_t i = 0; i < count; ++i)
            recorder.event(EventKind::release, object_, std::exchange(wakes, woken::nobody), site);
        holders_.record(recorder, object_, site);
        call_waiters(recorder, site, first);
        return true;
    }

private:
    AcquireDetail role_of(Tag tag) const noexcept {
        if constexpr (requires { holders_.role(tag); })
            return holders_.role(tag);
        else
            return AcquireDetail::plain;
    }
    bool enter_if_admitted(Tag tag, const std::source_location& where, AcquireDetail detail) {
        if (!holders_.admits(tag, queue_))
            return false;
        const UncontendedSample sample;
        holders_.enter(tag);
        Recorder& recorder = Recorder::of_this_thread();
        const SiteId site = recorder.site(where);
        sample.acquired(recorder, object_, site, detail | role_of(tag));
        holders_.record(recorder, object_, site);
        return true;
    }

    /// `told` is the waiter that a record names already, 0 if none does.
    void call_waiters(Recorder& recorder, SiteId site, WaitQueue::Place told) noexcept {
        for (WaitQueue::Place place = holders_.next(queue_); place != 0; place = holders_.next(queue_)) {
            if (place != told)
                recorder.event(EventKind::wake, object_, queue_.lane(place), site);
            holders_.reserve(queue_.tag(place));
            queue_.call(place);
        }
    }

    PlainLock guard_; ///< guards holders_ and queue_, and keeps the events in order
    Holders holders_;
    WaitQueue queue_;
    ObjectId object_;
};

} // namespace interleave
