// SPDX-License-Identifier: GPL-3.0-or-later
// A thread writes its events with its recorder.
#pragma once

#include "core/event/clock.h"
#include "core/event/record.h"
#include "core/event/release_stamp.h"
#include "core/event/ring_writer.h"
#include "core/event/session_writer.h"

#include <algorithm>
#include <cstdint>
#include <source_location>
#include <string_view>
#include <utility>

namespace interleave {

/// Writes the events of one thread into its ring. Every thread has one. Until it is attached, an event is
/// discarded and costs one comparison. Only the owning thread may call its members.
class Recorder {
public:
    constexpr Recorder() noexcept = default;

    static Recorder& of_this_thread() noexcept { return of_this_thread_; }

    /// Returns the session that this process records into, nullptr outside a session. Any thread may call it.
    static SessionWriter* session() noexcept { return session_; }
    /// Is called once at start, before there are other threads. The session is not owned. Programs of a
    /// session call SessionRegion::use() instead.
    static void set_session(SessionWriter* session) noexcept;

    /// Claims a lane for this thread and begins to record. A second call, for example after fork, begins
    /// another lane.
    void begin_lane(LaneKind kind, std::string_view name, ObjectId worker) noexcept;
    /// Goes on in a lane of this thread that another program of its process began, which this one took the
    /// place of.
    void go_on(LaneId lane) noexcept;
    /// Writes `lane_end` and stops recording.
    void end_lane() noexcept { end_lane(LaneEndReason::returned, no_object); }
    /// The same for a lane that an exception ends, which is kept as text.
    void end_lane_by_exception(std::string_view what) noexcept;
    /// Notes on this thread's lane that a signal is about to end its process. Only a handler of that signal
    /// calls it.
    void note_fatal_signal(int signal) const noexcept;

    LaneId lane() const noexcept { return lane_; }
    bool attached() const noexcept { return ring_.attached(); }

    /// Stops recording this thread's events and returns what resume() needs. The lane goes on.
    RingWriter pause() noexcept { return std::exchange(ring_, RingWriter()); }
    void resume(const RingWriter& paused) noexcept { ring_ = paused; }

    /// Returns the ring into which this thread records, an unattached one while it does not.
    const RingWriter& ring() const noexcept { return ring_; }

    /// Records an event.
    void event(EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
               std::uint16_t detail = 0) noexcept {
        if (attached()) [[likely]]
            ring_.push([this] { return now(); }, kind, object, value, site, detail);
    }
    /// Records an event that is ordered by a fence of the processor, for what no stamp can be handed over
    /// with.
    void event_behind_fence(EventKind kind, ObjectId object, std::uint64_t value, SiteId site) noexcept {
        if (attached()) [[likely]]
            ring_.push([this] { return not_before_last(Clock::now_ordered()); }, kind, object, value, site,
                       0);
    }
    /// Records an event at a moment that was taken with a Clock. If that is earlier than this lane's last
    /// event, it takes the time of that event.
    void event_at(std::uint64_t ticks, EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
                  std::uint16_t detail = 0) noexcept {
        ring_.push(not_before_last(ticks), kind, object, value, site, detail);
    }

    /// Is called after the event of a release and before the store that lets others go on: what follows the
    /// stamp comes after everything that this lane has recorded.
    void publish(ReleaseStamp& stamp) const noexcept { stamp.set(last_); }
    /// The same where several lanes may release at the same time.
    void publish_with_others(ReleaseStamp& stamp) const noexcept { stamp.raise(last_); }
    /// Is called when this lane has acquired, and before the event that says so. No later event of this lane
    /// is stamped before what was published.
    void follow(const ReleaseStamp& stamp) noexcept {
        last_ = std::max(last_, stamp.ticks() + Clock::step());
    }

    /// Returns the short form of a place in source. The file's name is compared by address, because each
    /// source file has one literal.
    SiteId site(const std::source_location& where) noexcept {
        if (where.file_name() != last_file_) [[unlikely]]
            look_up_file(where.file_name());
        return make_site(last_file_number_, where.line());
    }

private:
    std::uint64_t now() noexcept { return not_before_last(Clock::now()); }
    std::uint64_t not_before_last(std::uint64_t ticks) noexcept { return last_ = std::max(last_, ticks); }
    void end_lane(LaneEndReason reason, ObjectId what) noexcept;
    void stop_recording() noexcept;
    void look_up_file(const char* path) noexcept;

    static thread_local constinit Recorder of_this_thread_;
    static inline SessionWriter* session_ = nullptr;

    RingWriter ring_;
    std::uint64_t last_ = 0; ///< no later event is stamped earlier, in ticks; also while not recording
    const char* last_file_ = nullptr;
    std::uint32_t last_file_number_ = 0;
    LaneId lane_ = no_lane;
};

/// Enters an object into this process's session. Returns no_object outside a session, or if its table is
/// full. Any thread may call it.
ObjectId register_object(ObjectKind kind, std::string_view name) noexcept;

} // namespace interleave
