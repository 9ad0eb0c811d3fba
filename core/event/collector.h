// SPDX-License-Identifier: GPL-3.0-or-later
// Drains all rings while the run goes on, checks every record, and passes them on in order of time.
#pragma once

#include "core/event/clock.h"
#include "core/event/record.h"
#include "core/event/session_region.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace interleave {

/// Who takes what the collector found. Called by the collector's thread only; a lane, an object or a file is
/// announced before the first record that names it.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    virtual void lane_appeared(const LaneInfo& lane) = 0;
    virtual void object_appeared(const ObjectInfo& object) = 0;
    /// `number` as in site_file().
    virtual void file_appeared(std::uint32_t number, const std::string& path) = 0;
    /// Records in order of time. A record that came too late for its place has the time it has, and is
    /// counted by the collector; within one lane the order always holds.
    virtual void records(std::span<const TimedRecord> batch) = 0;
    /// No record before this time (ns since the session's origin) will follow, but for late ones.
    virtual void time_reached(std::int64_t time) = 0;
};

/// A second source of records, already in ns of CLOCK_MONOTONIC_RAW and each with its thread's id: the
/// kernel's.
struct KernelRecord {
    std::uint64_t time; ///< ns of CLOCK_MONOTONIC_RAW
    std::uint64_t value;
    std::int32_t tid;
    EventKind kind; ///< switch_in, switch_out, task_exit, switches_lost
    std::uint16_t detail;
};

class KernelRecordSource {
public:
    virtual ~KernelRecordSource() = default;
    /// Appends what has come since the last call, in order of time per CPU. Collector's thread.
    virtual void poll(std::vector<KernelRecord>& out) = 0;
};

/// Counts of a session so far.
struct CollectorCounts {
    std::uint64_t events = 0;  ///< records of workers passed on
    std::uint64_t kernel = 0;  ///< records of the kernel passed on
    std::uint64_t dropped = 0; ///< records that found their ring full, as told by the producers
    std::uint64_t bad = 0;     ///< impossible records, skipped
    std::uint64_t late = 0;    ///< records that came after their time had been passed on
    std::uint64_t refused = 0; ///< lanes and objects that found no room in their tables
};

class Collector {
public:
    /// `slack_ns`: how long a record may take from its stamp to its ring before it counts as late: a thread
    /// can be preempted in between. The picture of a live run is that much behind. `origin_ns`
    /// (CLOCK_MONOTONIC_RAW) becomes time 0. `kernel` may be nullptr; neither it nor the region is owned.
    Collector(SessionRegion& region, KernelRecordSource* kernel, std::int64_t origin_ns,
              std::int64_t slack_ns = 20'000'000);
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    /// Moves time 0. Before the first drain() only: what is ready to collect can wait for the moment that
    /// counts.
    void set_origin(std::int64_t origin_ns) noexcept { origin_ns_ = origin_ns; }

    /// Passes on what is older than the slack; younger records stay in their rings while there is room for
    /// more. Returns how many records it read from the rings.
    std::uint64_t drain(RecordSink& sink);

    /// Takes and passes on all that is left; to be called when no writer is left.
    void finish(RecordSink& sink);

    /// Of the same thread as drain().
    CollectorCounts counts() const;

private:
    /// One lane's ring and what was read from it but not yet passed on.
    struct LaneInput {
        RingReader ring;
        std::vector<TimedRecord> pending;
        std::size_t next = 0; ///< first of `pending` not yet passed on
        std::int64_t last_time;
    };
    /// The next record of one input, as the merge orders them.
    struct Head {
        std::int64_t time;
        std::uint32_t input;
    };

    void discover(RecordSink& sink, std::int64_t now);
    bool waits_for_entry(std::int64_t now) noexcept;
    std::int64_t may_pass_until(std::int64_t now) noexcept;
    bool is_known_object(ObjectId object) const noexcept {
        return object < objects_seen_ || object < region_.object_count();
    }
    void look_at_rings(std::size_t first) noexcept;
    void relieve_rings();
    void read(std::uint32_t number, std::uint64_t most);
    bool refill(std::uint32_t number);
    void take_from_kernel();
    void accept(LaneInput& input, LaneId lane, const Record& record);
    bool is_from_the_future(std::int64_t time) noexcept;
    void assign_lanes_to_kernel_records(std::int64_t until);
    LaneInput& input_of(std::uint32_t number) noexcept {
        return number == inputs_.size() ? kernel_input_ : inputs_[number];
    }
    void pass_on(RecordSink& sink, std::int64_t until);
    void pass_on_run(RecordSink& sink, std::uint32_t number, std::int64_t bound);
    void flush(RecordSink& sink);
    void forget_passed_on();

    SessionRegion& region_;
    KernelRecordSource* kernel_;
    std::int64_t origin_ns_;
    std::int64_t slack_ns_;
    ClockConverter converter_;
    std::vector<LaneInput> inputs_;  ///< by number of the lane
    std::uint32_t objects_seen_ = 1; ///< object 0 is none
    std::uint32_t files_seen_ = 1;   ///< file 0 is unknown
    std::unordered_map<std::int32_t, LaneId> lane_of_thread_;
    std::vector<KernelRecord> kernel_records_; ///< not yet passed on, in order of time
    LaneInput kernel_input_;                   ///< those due now, with their lanes
    std::vector<Head> heads_;
    std::vector<TimedRecord> batch_;
    std::int64_t passed_until_;
    std::int64_t now_ = 0;       ///< when this thread last looked at the clock
    std::uint64_t taken_ = 0;    ///< records read from the rings by this drain()
    std::int64_t unready_since_; ///< when an entry was first found claimed but not filled in
    std::int64_t known_until_;   ///< what records before this time may name has been announced
    std::uint64_t bad_records_ = 0;
    CollectorCounts counts_;
};

} // namespace interleave
