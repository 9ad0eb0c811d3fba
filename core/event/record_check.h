// SPDX-License-Identifier: GPL-3.0-or-later
// Validates the records of writers and converts their times to ns of the session.
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

/// All lanes of a collector share one. Only the collector's thread uses it.
class RecordCheck {
public:
    RecordCheck(const Discovery& known, ClockSource clock, std::int64_t origin_ns)
        : known_(known)
        , converter_(clock)
        , origin_ns_(origin_ns) {}

    /// The moment of CLOCK_MONOTONIC_RAW, in ns, that is time 0.
    std::int64_t origin() const noexcept { return origin_ns_; }
    void set_origin(std::int64_t origin_ns) noexcept { origin_ns_ = origin_ns; }
    /// Reads the clock and returns the ns since the origin. It is called once at the beginning of each drain,
    /// because it also refines the clock's rate.
    std::int64_t begin_drain() {
        converter_.refine();
        return look_at_clock();
    }

    /// Appends the record of `lane` to `accepted`, or counts it as bad. `last_time` is the time of the lane's
    /// last record, before_all if there is none yet, and is updated.
    void accept(const Record& record, LaneId lane, std::int64_t& last_time,
                std::vector<TimedRecord>& accepted);

    /// Does the same for a record that tells a loss, of which `lost` are not yet told. Returns whether it is
    /// possible. A loss comes after the lane's first record, because only a full ring loses any.
    bool accept_loss(const Record& record, std::uint64_t lost, LaneId lane, std::int64_t& last_time,
                     std::vector<TimedRecord>& accepted);
    /// Appends a loss that no record tells yet, of records from `since` on, in ticks. A time that cannot be
    /// counts as that of the lane's last record.
    void add_loss(std::uint64_t since, std::uint64_t lost, LaneId lane, std::int64_t& last_time,
                  std::vector<TimedRecord>& accepted);
    /// Appends the end of a lane by a signal that its thread got at `ticks`, or counts it as bad. A time that
    /// cannot be counts as that of the lane's last record.
    void add_fatal_signal(std::uint32_t signal, std::uint64_t ticks, LaneId lane, std::int64_t& last_time,
                          std::vector<TimedRecord>& accepted);
    /// Counts an impossible record.
    void refuse() noexcept { ++bad_; }

    /// Returns the number of impossible records so far.
    std::uint64_t bad() const noexcept { return bad_; }

    static constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();

private:
    /// The processor may swap two clock readings of one thread by less than this. A record that steps back
    /// further is invalid.
    static constexpr std::int64_t tolerated_step_back_ns = 1'000'000;
    /// A record cannot be younger than the moment at which it is read, apart from the error of the
    /// conversion.
    static constexpr std::int64_t tolerated_future_ns = 10'000'000;

    std::int64_t look_at_clock() noexcept {
        return now_ = static_cast<std::int64_t>(monotonic_raw_ns()) - origin_ns_;
    }
    bool is_from_the_future(std::int64_t time) noexcept {
        // Draining takes time, and a fast producer writes meanwhile, so the clock is read again before a
        // record is called invalid.
        return time > now_ + tolerated_future_ns && time > look_at_clock() + tolerated_future_ns;
    }

    /// Whether the lane's next record can have this time.
    bool is_possible(std::int64_t time, std::int64_t last_time) noexcept {
        return time >= last_time - tolerated_step_back_ns && !is_from_the_future(time);
    }

    /// The value of EventKind::holds with ns instead of ticks.
    std::uint64_t held_in_ns(std::uint64_t value) const noexcept {
        const HeldOften held = held_often_from(value);
        return value_of_held_often({held.count, converter_.duration_ns(held.time)});
    }

    /// Whether it is an acquisition that took longer than there was time.
    bool is_longer_than_the_session(const Record& record, std::int64_t time) const noexcept {
        return record.kind == static_cast<std::uint16_t>(EventKind::acquire) && record.value != 0 &&
               static_cast<double>(record.value) * converter_.ns_per_tick() >
                   static_cast<double>(time + 2 * tolerated_future_ns);
    }

    const Discovery& known_;
    ClockConverter converter_;
    std::int64_t origin_ns_;
    std::int64_t now_ = 0; ///< when this thread last read the clock
    std::uint64_t bad_ = 0;
};

inline bool RecordCheck::accept_loss(const Record& record, std::uint64_t lost, LaneId lane,
                                     std::int64_t& last_time, std::vector<TimedRecord>& accepted) {
    const std::int64_t time = converter_.ns(record.time) - origin_ns_;
    if (last_time == before_all || record.object != no_object || record.site != 0 || record.detail != 0 ||
        !is_possible(time, last_time)) {
        refuse();
        return false;
    }
    last_time = std::max(last_time, time);
    if (lost > 0)
        accepted.push_back({last_time, lost, no_object, 0, EventKind::records_lost, 0, lane, 0});
    return true;
}

inline void RecordCheck::add_loss(std::uint64_t since, std::uint64_t lost, LaneId lane,
                                  std::int64_t& last_time, std::vector<TimedRecord>& accepted) {
    if (const std::int64_t time = converter_.ns(since) - origin_ns_; is_possible(time, last_time))
        last_time = std::max(last_time, time);
    accepted.push_back({last_time, lost, no_object, 0, EventKind::records_lost, 0, lane, 0});
}

inline void RecordCheck::add_fatal_signal(std::uint32_t signal, std::uint64_t ticks, LaneId lane,
                                          std::int64_t& last_time, std::vector<TimedRecord>& accepted) {
    constexpr std::uint32_t most_signals = 64;
    if (signal > most_signals) {
        refuse();
        return;
    }
    if (const std::int64_t time = converter_.ns(ticks) - origin_ns_; is_possible(time, last_time))
        last_time = std::max(last_time, time);
    accepted.push_back(
        {last_time, 0, no_object, 0, EventKind::fatal_signal, static_cast<std::uint16_t>(signal), lane, 0});
}

inline void RecordCheck::accept(const Record& record, LaneId lane, std::int64_t& last_time,
                                std::vector<TimedRecord>& accepted) {
    const std::int64_t time = converter_.ns(record.time) - origin_ns_;
    const bool first = last_time == before_all;
    const std::int64_t earliest = first ? -tolerated_future_ns : last_time - tolerated_step_back_ns;
    if (!is_of_worker(record.kind) || !known_.is_known_object(record.object) ||
        !known_.is_known_file(site_file(record.site)) || time < earliest || is_from_the_future(time) ||
        is_longer_than_the_session(record, time)) {
        ++bad_;
        return;
    }
    // Within a lane time never runs backwards.
    last_time = first ? time : std::max(last_time, time);
    const auto kind = static_cast<EventKind>(record.kind);
    // Ticks mean something only beside this session's clock; from here on all durations are ns.
    const std::uint64_t value = kind == EventKind::acquire && record.value != 0
                                    ? converter_.duration_ns(record.value)
                                : kind == EventKind::holds ? held_in_ns(record.value)
                                                           : record.value;
    // The members are written in their final place, because the processor stalls when it reads in one piece
    // what was just written in pieces.
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
