// SPDX-License-Identifier: GPL-3.0-or-later
// All that a trace knows to have happened, in order of time: what its lanes recorded and what the kernel
// reported, for what goes through a run from its begin to its end.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace interleave {

/// A record as the trace got it, except where its parts are told otherwise.
struct MergedRecord {
    LaneId lane;            ///< no_lane: of the whole run (switches_lost)
    Event event;            ///< records_lost and switches_lost have how many in `value`
    std::size_t index;      ///< in the lane's events(), nowhere for what is none of them
    std::int64_t until = 0; ///< of records_lost and switches_lost: where the stretch ends
};

/// What is passed on.
struct RecordPart {
    std::int64_t from = std::numeric_limits<std::int64_t>::min(); ///< ns since the trace's time 0
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
    bool with_switches = true; ///< also what the kernel reported
};

/// One thread uses it; the trace may grow meanwhile, and what came later is not passed on. It unpacks a few
/// hundred events of each lane at a time.
class MergedRecords {
public:
    /// `lanes` are indexes of the trace's lanes. Records of equal time come in the order of their lanes'
    /// numbers. A stretch of missing records belongs to the time of its begin.
    MergedRecords(const Trace& trace, std::span<const std::size_t> lanes, const RecordPart& part = {});
    ~MergedRecords();
    MergedRecords(const MergedRecords&) = delete;
    MergedRecords& operator=(const MergedRecords&) = delete;

    /// Sets `record` to the next one of [from, until) and returns true, or returns false after the last. What
    /// only continues an event (continues_last) is left out.
    bool next(MergedRecord& record);

private:
    class LaneCursor;
    struct Due {
        std::int64_t time;
        std::size_t cursor;
    };
    static bool is_later(const Due& a, const Due& b) noexcept {
        return a.time != b.time ? a.time > b.time : a.cursor > b.cursor;
    }

    bool take_lost_switches(MergedRecord& record);
    void replace_first(const Due& next) noexcept;

    const Trace& trace_;
    RecordPart part_;
    std::vector<std::unique_ptr<LaneCursor>> cursors_; ///< in the order of the lanes' numbers
    std::vector<Due> due_; ///< the next record of each cursor that has one, as a heap with the first in front
    std::size_t lost_ = 0; ///< the next of the trace's lost switches
    std::size_t lost_end_ = 0; ///< behind the last of them
};

} // namespace interleave
