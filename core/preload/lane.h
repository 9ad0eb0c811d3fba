// SPDX-License-Identifier: GPL-3.0-or-later
// The lane of a thread of the recorded program. Every record goes through it, so that holds which were not
// written yet come before it.
#pragma once

#include "core/event/recorder.h"
#include "core/preload/held_locks.h"

#include <cstdint>
#include <string_view>

namespace interleave::preload {

/// The state of one thread. Only the thread itself uses it.
class Lane {
public:
    constexpr Lane() noexcept = default;

    static Lane& of_this_thread() noexcept { return of_this_thread_; }

    bool attached() const noexcept { return Recorder::of_this_thread().attached(); }

    /// Begins a lane for this thread. In the child of a fork it is another one than that of the parent.
    void begin(LaneKind kind, std::string_view name, ObjectId worker) noexcept;
    /// Goes on in the lane of the program that this one took the place of.
    void go_on(LaneId lane, std::string_view name) noexcept;
    void end() noexcept;
    /// Gives the lane another name from now on.
    void rename(std::string_view name) noexcept;

    /// Records what the thread is about to do.
    void event(EventKind kind, ObjectId object, std::uint64_t value = 0, SiteId site = 0,
               std::uint16_t detail = 0) noexcept {
        held.write_open();
        Recorder::of_this_thread().event(kind, object, value, site, detail);
    }
    /// Records what has happened, as seen by this thread: it is not stamped before what caused it.
    void event_after(EventKind kind, ObjectId object, std::uint64_t value = 0, SiteId site = 0,
                     std::uint16_t detail = 0) noexcept {
        held.write_open();
        Recorder::of_this_thread().event_at(Clock::now_ordered(), kind, object, value, site, detail);
    }

    int hooks = 0; ///< functions of this library that are at work in this thread; see Hook
    HeldLocks held;

private:
    static thread_local constinit Lane of_this_thread_;
};

/// Says which thread's end ends its lane. It is called once, before there is a second thread.
void watch_ends_of_threads() noexcept;

} // namespace interleave::preload
