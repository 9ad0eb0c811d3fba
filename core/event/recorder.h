// SPDX-License-Identifier: GPL-3.0-or-later
// A thread writes its events with its recorder.
#pragma once

#include "core/event/clock.h"
#include "core/event/record.h"
#include "core/event/ring_writer.h"
#include "core/event/session_writer.h"

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
    /// Writes `lane_end` and stops recording.
    void end_lane() noexcept;

    LaneId lane() const noexcept { return lane_; }
    bool attached() const noexcept { return ring_.attached(); }

    /// Stops recording this thread's events and returns what resume() needs. The lane goes on.
    RingWriter pause() noexcept { return std::exchange(ring_, RingWriter()); }
    void resume(const RingWriter& paused) noexcept { ring_ = paused; }

    /// Records an event that precedes a release or stands alone (plain clock).
    void event(EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
               std::uint16_t detail = 0) noexcept {
        if (attached()) [[likely]]
            ring_.push(Clock::now(), kind, object, value, site, detail);
    }
    /// Records an event that follows an acquisition, a message received, a join or a wake-up (ordered clock).
    void event_after(EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
                     std::uint16_t detail = 0) noexcept {
        if (attached()) [[likely]]
            ring_.push(Clock::now_ordered(), kind, object, value, site, detail);
    }
    /// Records an event at a moment that was taken earlier with Clock::now(). It must not be earlier than
    /// this lane's last event.
    void event_at(std::uint64_t ticks, EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
                  std::uint16_t detail = 0) noexcept {
        ring_.push(ticks, kind, object, value, site, detail);
    }

    /// Returns the short form of a place in source. The file's name is compared by address, because each
    /// source file has one literal.
    SiteId site(const std::source_location& where) noexcept {
        if (where.file_name() != last_file_) [[unlikely]]
            look_up_file(where.file_name());
        return make_site(last_file_number_, where.line());
    }

private:
    void look_up_file(const char* path) noexcept;

    static thread_local constinit Recorder of_this_thread_;
    static inline SessionWriter* session_ = nullptr;

    RingWriter ring_;
    const char* last_file_ = nullptr;
    std::uint32_t last_file_number_ = 0;
    LaneId lane_ = no_lane;
};

/// Enters an object into this process's session. Returns no_object outside a session, or if its table is
/// full. Any thread may call it.
ObjectId register_object(ObjectKind kind, std::string_view name) noexcept;

} // namespace interleave
