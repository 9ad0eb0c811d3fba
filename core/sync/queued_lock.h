// SPDX-License-Identifier: GPL-3.0-or-later
// What locks that hand themselves on to who waits longest have in common: FifoMutex, Semaphore, SharedMutex.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"
#include "core/sync/wait_queue.h"

#include <mutex>
#include <source_location>
#include <string_view>

namespace interleave {

/// A queue, and the holders that it guards the way to. Who cannot be admitted takes a place; who lets go
/// promises what is free to those who wait and calls them, so nobody overtakes them. `Holders` says who is
/// inside, and who may come in. Its members are called under the guard:
///   bool admits(Tag, const WaitQueue&) const   whether one who just came may enter, past those who wait
///   Place next(const WaitQueue&) const         who of those who wait may be called now; 0: nobody
///   void enter(Tag)                            one who just came is inside
///   void reserve(Tag)                          one of those who wait was called, and comes in later
///   void use_reservation(Tag)                     and came in
///   void cancel_reservation(Tag)                    or gave up at that very moment
///   void leave(Tag)                            one who was inside is gone
///   void record(Recorder&, ObjectId, SiteId) const    the value that belongs to an `acquire`, if there is
///   one
/// The data are all here and none in the derived class, so that it keeps the layout of a plain struct. Any
/// worker may call any member.
template <typename Holders>
class QueuedLock {
public:
    QueuedLock(const QueuedLock&) = delete;
    QueuedLock& operator=(const QueuedLock&) = delete;

    ObjectId object() const noexcept { return object_; }

protected:
    using Tag = WaitQueue::Tag;

    QueuedLock(ObjectKind kind, std::string_view name, const Holders& holders)
        : holders_(holders)
        , object_(register_object(kind, name)) {}

    /// Returns false if the deadline passed. Throws Stopped.
    bool acquire_until(Tag tag, WaitDetail detail, Deadline deadline, const std::source_location& where) {
        hand_over(Operation::acquire, object_, where); // always: to take a place in the queue has an effect
        WaitQueue::Place place = 0;
        {
            const std::lock_guard lock(guard_);
            if (enter_if_admitted(tag, where))
                return true;
            place = queue_.enter(tag);
        }
        return wait_at(
            queue_, place, guard_, {object_, where, deadline, detail},
            [this, tag](Recorder& recorder, SiteId site) {
                holders_.use_reservation(tag);
                recorder.event_after(EventKind::acquire, object_, 0, site);
                holders_.record(recorder, object_, site);
            },
            [this, tag](bool was_called) {
                if (was_called)
                    holders_.cancel_reservation(tag);
                // Also where it was not called: others may have waited only because this one did.
                call_waiters();
            });
    }

    /// Returns false if it would have to wait. Throws Stopped.
    bool try_acquire_now(Tag tag, const std::source_location& where) {
        hand_over(Operation::try_acquire, object_, where);
        {
            const std::lock_guard lock(guard_);
            if (enter_if_admitted(tag, where))
                return true;
        }
        record_failed_try(object_, where);
        return false;
    }

    /// `count` holders let go at once.
    void release(Tag tag, std::uint32_t count, const std::source_location& where) noexcept {
        hand_over_quietly(Operation::release, object_, where);
        Recorder& recorder = Recorder::of_this_thread();
        const SiteId site = recorder.site(where);
        const std::lock_guard lock(guard_);
        for (std::uint32_t i = 0; i < count; ++i) {
            recorder.event(EventKind::release, object_, 0, site);
            holders_.leave(tag);
        }
        holders_.record(recorder, object_, site);
        call_waiters();
    }

private:
    bool enter_if_admitted(Tag tag, const std::source_location& where) {
        if (!holders_.admits(tag, queue_))
            return false;
        const UncontendedSample sample;
        holders_.enter(tag);
        Recorder& recorder = Recorder::of_this_thread();
        const SiteId site = recorder.site(where);
        sample.acquired(recorder, object_, site);
        holders_.record(recorder, object_, site);
        return true;
    }

    void call_waiters() noexcept {
        for (WaitQueue::Place place = holders_.next(queue_); place != 0; place = holders_.next(queue_)) {
            holders_.reserve(queue_.tag(place));
            queue_.call(place);
        }
    }

    PlainLock guard_; ///< guards holders_ and queue_, and keeps what is recorded in order
    Holders holders_;
    WaitQueue queue_;
    ObjectId object_;
};

} // namespace interleave
