// SPDX-License-Identifier: GPL-3.0-or-later
// A session's memory as its writers see it. It is preloaded into foreign programs, so it allocates nothing,
// throws nothing and returns a value for a refusal. It needs the C library only.
#pragma once

#include "core/event/clock.h"
#include "core/event/computing_time.h"
#include "core/event/record.h"
#include "core/event/ring_writer.h"
#include "core/event/session_layout.h"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace interleave {

/// Any thread of any process of the session may call any of its functions, also in a signal handler. It can
/// be copied, because its whole state is in the region, which must outlive it.
class SessionWriter {
public:
    SessionWriter(const SessionView& view, ClockSource clock) noexcept : view_(view), clock_(clock) {}

    ClockSource clock_source() const noexcept { return clock_; }

    /// Enters a lane for the calling thread. A name that is too long is cut. Returns no_lane if the table is
    /// full or all rings are used, and counts the refusal, or while nothing is recorded.
    LaneId claim_lane(LaneKind kind, std::string_view name, ObjectId worker) noexcept;
    /// Enters a lane for another thread that writes nothing itself, so that records of the kernel have a
    /// place. It has no ring. Returns no_lane if the table is full, and counts the refusal.
    LaneId enter_task(LaneKind kind, std::string_view name, std::int32_t pid, std::int32_t tid) noexcept;
    /// Returns the producer's end of a claimed lane's ring. Only the lane's thread may call it.
    RingWriter ring_writer(LaneId lane) noexcept;
    /// Whether the lane is that of the calling thread, and has not ended. A program goes on in the lane of
    /// the one that it took the place of.
    bool is_lane_of_this_thread(LaneId lane) const noexcept;
    /// Says that the lane's thread writes no more into its ring, which another lane may get when all of it
    /// was read. Only the lane's thread may call it, and uses no ring_writer() of the lane afterwards.
    void end_lane(LaneId lane) noexcept;
    /// Notes that the calling thread, whose lane this is, got a signal that is about to end its process. It
    /// does nothing if another thread's lane is meant, as after a fork.
    void note_fatal_signal(LaneId lane, std::uint32_t signal) noexcept;
    /// Enters an object. A name that is too long is cut. By a `key` other than 0 other processes find it.
    /// Returns no_object if the table is full, and counts the refusal, or while nothing is recorded.
    ObjectId claim_object(ObjectKind kind, std::string_view name, std::uint64_t key = 0) noexcept;
    /// Returns the object that was entered with this key, by whatever process; no_object if there is none.
    ObjectId find_object(std::uint64_t key) const noexcept;
    /// Returns the number of a source file, which is entered at its first use. Returns 0 if the table is
    /// full.
    std::uint32_t file_number(std::string_view path) noexcept;
    /// Touches the first `records` of the rings that the next `lanes` lanes get, so that this process takes
    /// no page faults for them.
    void touch_rings(std::uint32_t lanes, std::uint64_t records) noexcept;

    /// Counts something that cannot be recorded because a table of the writer's own is full.
    void count_refusal() noexcept { view_.header().refused.fetch_add(1, std::memory_order_relaxed); }

    /// Says why a worker failed, so that the host ends the run at once. Only the first text is kept; one that
    /// is too long is cut.
    void report_failure(std::string_view text) noexcept;

    /// Adds the time of some computing to that of the session.
    void add_computing(const ComputingTime& time) noexcept {
        view_.header().computing_asked_ns.fetch_add(time.asked_ns, std::memory_order_relaxed);
        view_.header().computing_used_ns.fetch_add(time.used_ns, std::memory_order_relaxed);
    }

    /// Sets the stop flag once, when the run shall end. The waits and loops of all workers check it.
    void request_stop() noexcept { view_.header().stop.store(1, std::memory_order_release); }
    bool stop_requested() const noexcept { return view_.header().stop.load(std::memory_order_acquire) != 0; }

    /// Begins or ends a stretch that is not recorded: new lanes and objects are refused without being
    /// counted, and the reader is asked to pause the records of switches.
    void set_unrecorded(bool unrecorded) noexcept {
        view_.header().unrecorded.store(unrecorded ? 1 : 0, std::memory_order_release);
    }
    bool is_unrecorded() const noexcept {
        return view_.header().unrecorded.load(std::memory_order_acquire) != 0;
    }
    /// Whether the reader records the kernel's switches now.
    bool records_switches() const noexcept {
        return view_.header().switch_records.load(std::memory_order_acquire) != 0;
    }

private:
    static constexpr std::uint32_t no_ring = ~std::uint32_t{0};

    std::uint32_t claim_ring() noexcept;

    SessionView view_;
    ClockSource clock_;
};

} // namespace interleave
