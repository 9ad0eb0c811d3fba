// SPDX-License-Identifier: GPL-3.0-or-later
// What of a writer's record is believed, and its time in the session's nanoseconds.
#pragma once

#include "core/event/clock_converter.h"
#include "core/event/discovery.h"
#include "core/event/record.h"
#include "core/event/session_layout.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace interleave {

/// Shared by all lanes of a collector; its thread only.
class RecordCheck {
public:
    RecordCheck(const Discovery& known, ClockSource clock, std::int64_t origin_ns)
        : known_(known)
        , converter_(clock)
        , origin_ns_(origin_ns) {}

    /// Which moment of CLOCK_MONOTONIC_RAW is time 0.
    std::int64_t origin() const noexcept { return origin_ns_; }
    void set_origin(std::int64_t origin_ns) noexcept { origin_ns_ = origin_ns; }
    /// Looks at the clock: ns since the origin. Once at the begin of each drain, as it also refines the
    /// clock's rate.
    std::int64_t begin_drain() {
        converter_.refine();
        return look_at_clock();
    }

    /// Appends the record of `lane` to `accepted`, or counts it as bad. `last_time` is the time of the lane's
    /// last record, before_all if there is none yet, and is moved on.
    void accept(const Record& record, LaneId lane, std::int64_t& last_time,
                std::vector<TimedRecord>& accepted);

    /// Impossible records so far.
    std::uint64_t bad() const noexcept { return bad_; }

    static constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();

private:
    /// Two readings of one thread may be swapped by the processor by less than this; more is no honest
    /// record.
    static constexpr std::int64_t tolerated_step_back_ns = 1'000'000;
    /// A record cannot be younger than the moment it is read, but for the error of the conversion.
    static constexpr std::int64_t tolerated_future_ns = 10'000'000;

    std::int64_t look_at_clock() noexcept {
        return now_ = static_cast<std::int64_t>(monotonic_raw_ns()) - origin_ns_;
    }
    bool is_from_the_future(std::int64_t time) noexcept {
        // Draining takes time, and a fast producer writes meanwhile: look at the clock again before calling a
        // record a lie.
        return time > now_ + tolerated_future_ns && time > look_at_clock() + tolerated_future_ns;
    }

    const Discovery& known_;
    ClockConverter converter_;
    std::int64_t origin_ns_;
    std::int64_t now_ = 0; ///< when this thread last looked at the clock
    std::uint64_t bad_ = 0;
};

inline void RecordCheck::accept(const Record& record, LaneId lane, std::int64_t& last_time,
                                std::vector<TimedRecord>& accepted) {
    const std::int64_t time = converter_.ns(record.time) - origin_ns_;
    const bool first = last_time == before_all;
    const std::int64_t earliest = first ? -tolerated_future_ns : last_time - tolerated_step_back_ns;
    if (record.kind == 0 || record.kind >= first_kernel_kind || !known_.is_known_object(record.object) ||
        site_file(record.site) >= max_files || time < earliest || is_from_the_future(time)) {
        ++bad_;
        return;
    }
    // Within a lane time never runs backwards.
    last_time = first ? time : std::max(last_time, time);
    const auto kind = static_cast<EventKind>(record.kind);
    // Ticks mean something only beside this session's clock; from here on all durations are ns.
    const std::uint64_t value =
        kind == EventKind::acquire && record.value != 0 ? converter_.duration_ns(record.value) : record.value;
    // In its place at once: reading in one piece what was just written in pieces makes the processor wait.
    TimedRecord& passed = accepted.emplace_back();
    passed.time = last_time;
    passed.value = value;
    passed.object = record.object;
    passed.site = record.site;
    passed.kind = kind;
    passed.detail = record.detail;
    passed.lane = lane;
}

} // namespace interleave
