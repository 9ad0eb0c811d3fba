// SPDX-License-Identifier: GPL-3.0-or-later
// Steps through all that the lanes of a trace did, one record at a time, also where several have the same
// time. Pure functions.
#pragma once

#include "core/analysis/merged_records.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace interleave {

/// A place between two records: all before `time` have happened, and the first `passed` of those at `time`.
struct RecordPlace {
    std::int64_t time;  ///< ns since the trace's time 0
    std::size_t passed; ///< in the order of MergedRecords

    bool operator==(const RecordPlace&) const = default;
};

/// Returns the place after all records of that time.
constexpr RecordPlace after_all_at(std::int64_t time) noexcept {
    return {time, std::numeric_limits<std::size_t>::max()};
}

/// A record, and the places before and after it.
struct RecordStep {
    MergedRecord record;
    std::size_t among; ///< how many records of the same time come before it

    RecordPlace before() const noexcept { return {record.event.time, among}; }
    RecordPlace after() const noexcept { return {record.event.time, among + 1}; }
};

/// Return the first record that has not happened at a place, and the last one that has; none if there is
/// none. What the kernel reported is no step of a lane. Where records of a lane are missing, the begin of the
/// stretch is one step.
std::optional<RecordStep> next_step(const Trace& trace, const RecordPlace& place);
std::optional<RecordStep> last_step(const Trace& trace, const RecordPlace& place);

/// Returns the last record of this lane at exactly that time, none if it has none then.
std::optional<RecordStep> step_of_lane(const Trace& trace, LaneId lane, std::int64_t time);

} // namespace interleave
