// SPDX-License-Identifier: GPL-3.0-or-later
// Drains all rings while the run goes on, checks every record, and passes them on in order of time.
#pragma once

#include "core/event/discovery.h"
#include "core/event/kernel_records.h"
#include "core/event/record_check.h"
#include "core/event/record_input.h"
#include "core/event/record_merge.h"
#include "core/event/record_sink.h"
#include "core/event/session_region.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace interleave {

/// The counts of a session so far.
struct CollectorCounts {
    std::uint64_t events = 0;        ///< records of workers passed on
    std::uint64_t kernel = 0;        ///< records of the kernel passed on
    std::uint64_t dropped = 0;       ///< records that found their ring full, as reported by the producers
    std::uint64_t bad = 0;           ///< impossible records, skipped
    std::uint64_t late = 0;          ///< records that came after their time had been passed on
    std::uint64_t refused = 0;       ///< lanes and objects that found no room in their tables
    std::uint64_t lost_switches = 0; ///< records of the kernel that it could not deliver, as it reported
};

/// Only one thread may call its members.
class Collector {
public:
    /// `slack_ns` is how long a record may take from its stamp to its ring before it counts as late; a thread
    /// can be preempted in between. The picture of a run that goes on is that much behind. `origin_ns`
    /// (CLOCK_MONOTONIC_RAW) becomes time 0. `kernel` may be nullptr; neither it nor the region is owned.
    /// If `tasks` is not nullptr, threads of which only the kernel tells get lanes through it.
    Collector(const SessionRegion& region, KernelRecordSource* kernel, std::int64_t origin_ns,
              std::int64_t slack_ns = 20'000'000, SessionWriter* tasks = nullptr);
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    /// Moves time 0. It may be called before the first drain() only, so that a collector can be prepared
    /// before the run begins.
    void set_origin(std::int64_t origin_ns) noexcept { check_.set_origin(origin_ns); }

    /// Pauses the kernel's records while writers ask for it (SessionWriter::set_unrecorded), and tells them.
    /// Passes on records that are older than the slack. Younger records stay in their rings while there is
    /// room for more. Returns how many records it read from the rings.
    std::uint64_t drain(RecordSink& sink);

    /// Takes and passes on all remaining records. It is called when no writer is left.
    void finish(RecordSink& sink);

    CollectorCounts counts() const;

private:
    void discover(RecordSink& sink, std::int64_t now);
    void follow_unrecorded();
    void look_at_rings(std::size_t first) noexcept;
    void pass_on(RecordSink& sink, std::int64_t until, std::int64_t now);
    std::uint64_t taken() const noexcept;

    SessionReader reader_;
    std::int64_t slack_ns_;
    SessionWriter* tasks_; ///< nullptr if threads without events have no lanes
    Discovery discovery_;
    RecordCheck check_;
    std::deque<LaneInput> lanes_; ///< by number of the lane
    KernelInput kernel_;
    std::vector<RecordInput*> inputs_; ///< the lanes in their order, then the kernel
    RecordMerge merge_;
};

} // namespace interleave
