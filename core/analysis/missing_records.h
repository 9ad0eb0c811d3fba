// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's records lack, and what can therefore not be told from them. All reports follow this one rule:
// what was counted from a part of the records is "at least", and what was summed up from a part is not shown.
#pragma once

#include "core/event/collector.h"
#include "core/trace/run_info.h"
#include "core/trace/state.h"

#include <string>

namespace interleave {

/// Whether records of workers are missing: numbers of acquisitions and messages are then at least so many,
/// and the times of waits and of locks cannot be told.
bool misses_events(const CollectorCounts& counts) noexcept;

/// The same, but for records that came late: they are there, and in their order among those of their lane.
bool lacks_events(const CollectorCounts& counts) noexcept;

/// Whether switch records are missing although they were on: then the times of running and ready cannot be
/// told.
bool misses_switches(const CollectorCounts& counts) noexcept;

/// Whether the time of lanes in this state can be told: nothing that it is concluded from is missing.
bool is_whole(LaneState state, const CollectorCounts& counts) noexcept;

/// Whether the records of the run can tell of this state at all: a schedule of the kernel tells of no waits,
/// sleep, or input and output.
bool tells_of(LaneState state, const RunInfo& info) noexcept;

/// Returns how many records are missing and why: "7 dropped, 2 late, 5 switch records lost". It is empty if
/// none is.
std::string missing_text(const CollectorCounts& counts);

/// Returns what a ring held and how a run loses less, where records found their ring full: "a ring holds
/// 1048576 records, increments=209715 or less fits". It is empty if none did, or if the size is not known.
std::string full_ring_text(const RunInfo& info);

} // namespace interleave
