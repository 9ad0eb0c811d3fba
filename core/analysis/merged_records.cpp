// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/merged_records.h"

#include <algorithm>
#include <optional>

namespace interleave {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t earliest_time = std::numeric_limits<std::int64_t>::min();

Event event_of(const CpuSwitch& next) noexcept {
    const KernelEvent event = kernel_event_of(next.kind);
    return {next.time, static_cast<std::int64_t>(next.cpu), 0, 0, event.kind, event.detail};
}

} // namespace

/// The records of one lane.
class MergedRecords::LaneCursor {
public:
    LaneCursor(const Lane& lane, const RecordPart& part)
        : lane_(lane)
        , event_(lane.events().first_at(part.from))
        , event_end_(lane.events().size())
        , switch_(part.with_switches ? lane.switches().first_at(part.from) : 0)
        , switch_end_(part.with_switches ? lane.switches().size() : 0)
        , missing_(lane.missing().first_after(std::max(part.from, earliest_time + 1) - 1))
        , missing_end_(lane.missing().size()) {
        if (missing_ < missing_end_ && lane.missing()[missing_].begin < part.from)
            ++missing_; // it lasts from before until within the part
    }

    LaneId lane() const noexcept { return lane_.id(); }

    /// Returns the time of the next record, or `never`.
    std::int64_t time() {
        find_event();
        find_switch();
        find_missing();
        return std::min({event_time_, switch_time_, missing_time_});
    }
    /// Takes the next record; time() must have been called and not be `never`.
    MergedRecord take() {
        const std::int64_t time = std::min({event_time_, switch_time_, missing_time_});
        // A lane runs before it records, and it records before it goes off.
        const bool is_in = switch_time_ == time && switch_now_.kind == EventKind::switch_in;
        if (missing_time_ == time && !is_in) {
            const MissingStretch stretch = lane_.missing()[missing_++];
            missing_time_ = never;
            return {
                lane_.id(),
                {stretch.begin, static_cast<std::int64_t>(stretch.count), 0, 0, EventKind::records_lost, 0},
                nowhere,
                stretch.end};
        }
        if (event_time_ == time && !is_in) {
            const std::size_t index = event_++;
            event_time_ = never;
            return {lane_.id(), unpacked_[index - unpacked_begin_], index};
        }
        ++switch_;
        switch_time_ = never;
        return {lane_.id(), switch_now_, nowhere};
    }

private:
    static constexpr std::size_t unpacked_at_once = 256;

    void find_event() {
        if (event_time_ != never)
            return;
        for (; event_ < event_end_; ++event_) {
            if (event_ - unpacked_begin_ >= unpacked_.size())
                unpack();
            const Event& event = unpacked_[event_ - unpacked_begin_];
            if (continues_last(event.kind))
                continue;
            event_time_ = event.time;
            return;
        }
    }
    void unpack() {
        unpacked_begin_ = event_ / unpacked_at_once * unpacked_at_once;
        unpacked_.clear();
        lane_.events().for_each(unpacked_begin_, std::min(event_end_, unpacked_begin_ + unpacked_at_once),
                                [&](const Event& event) { unpacked_.push_back(event); });
    }
    void find_switch() {
        if (switch_time_ != never || switch_ >= switch_end_)
            return;
        switch_now_ = event_of(lane_.switches()[switch_]);
        switch_time_ = switch_now_.time;
    }
    void find_missing() {
        if (missing_time_ == never && missing_ < missing_end_)
            missing_time_ = lane_.missing()[missing_].begin;
    }

    const Lane& lane_;
    std::size_t event_;
    std::size_t event_end_;
    std::vector<Event> unpacked_;
    std::size_t unpacked_begin_ = 0;
    std::int64_t event_time_ = never;
    std::size_t switch_;
    std::size_t switch_end_;
    Event switch_now_{};
    std::int64_t switch_time_ = never;
    std::size_t missing_;
    std::size_t missing_end_;
    std::int64_t missing_time_ = never;
};

MergedRecords::MergedRecords(const Trace& trace, std::span<const std::size_t> lanes, const RecordPart& part)
    : trace_(trace)
    , part_(part)
    , lost_end_(part.with_switches ? trace.lost_switches().size() : 0) {
    std::vector<std::size_t> in_order(lanes.begin(), lanes.end());
    std::ranges::sort(in_order);
    for (const std::size_t lane : in_order) {
        cursors_.push_back(std::make_unique<LaneCursor>(trace.lane(lane), part));
        if (const std::int64_t time = cursors_.back()->time(); time != never)
            due_.push_back({time, cursors_.size() - 1});
    }
    std::ranges::make_heap(due_, is_later);
    while (lost_ < lost_end_ && trace.lost_switches()[lost_].since < part.from)
        ++lost_;
}

MergedRecords::~MergedRecords() = default;

bool MergedRecords::take_lost_switches(MergedRecord& record) {
    if (lost_ == lost_end_)
        return false;
    const LostSwitches& lost = trace_.lost_switches()[lost_];
    if (lost.since >= part_.until || (!due_.empty() && due_.front().time < lost.since))
        return false;
    ++lost_;
    record = {no_lane,
              {lost.since, static_cast<std::int64_t>(lost.count), 0, 0, EventKind::switches_lost, 0},
              nowhere,
              lost.time};
    return true;
}

bool MergedRecords::next(MergedRecord& record) {
    if (take_lost_switches(record))
        return true;
    if (due_.empty() || due_.front().time >= part_.until)
        return false;
    const std::size_t cursor = due_.front().cursor;
    record = cursors_[cursor]->take();
    if (const std::int64_t time = cursors_[cursor]->time(); time != never) {
        replace_first({time, cursor});
    } else {
        std::ranges::pop_heap(due_, is_later);
        due_.pop_back();
    }
    return true;
}

/// One way down the heap, which often ends at once, costs half of taking the first out and putting it in
/// again.
void MergedRecords::replace_first(const Due& next) noexcept {
    std::size_t place = 0;
    for (std::size_t child = 1; child < due_.size(); child = 2 * place + 1) {
        if (child + 1 < due_.size() && is_later(due_[child], due_[child + 1]))
            ++child;
        if (!is_later(next, due_[child]))
            break;
        due_[place] = due_[child];
        place = child;
    }
    due_[place] = next;
}

} // namespace interleave
