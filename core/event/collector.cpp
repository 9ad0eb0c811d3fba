// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/collector.h"

#include <algorithm>
#include <limits>

namespace interleave {

Collector::Collector(const SessionRegion& region, KernelRecordSource* kernel, std::int64_t origin_ns,
                     std::int64_t slack_ns, SessionWriter* tasks)
    : reader_(region.reader())
    , slack_ns_(slack_ns)
    , tasks_(tasks)
    , discovery_(reader_)
    , check_(discovery_, region.clock_source(), origin_ns)
    , kernel_(kernel)
    , inputs_{&kernel_} {
    reader_.set_switch_records(kernel_.is_recording());
}

std::uint64_t Collector::drain(RecordSink& sink) {
    const std::uint64_t taken_before = taken();
    const std::int64_t now = check_.begin_drain();
    follow_unrecorded();
    kernel_.poll();
    look_at_rings(0);
    const std::size_t known = lanes_.size();
    discover(sink, now); // announces what the records seen so far may name
    if (lanes_.size() > known) {
        look_at_rings(known);
        discover(sink, now);
    }
    pass_on(sink, std::min(now - slack_ns_, discovery_.complete_until(now)), now);
    for (LaneInput& lane : lanes_)
        lane.read_early();
    return taken() - taken_before;
}

void Collector::finish(RecordSink& sink) {
    constexpr std::int64_t end_of_time = std::numeric_limits<std::int64_t>::max();
    drain(sink);
    kernel_.poll();
    discover(sink, end_of_time);
    look_at_rings(0);
    pass_on(sink, end_of_time, end_of_time);
}

CollectorCounts Collector::counts() const {
    CollectorCounts counts;
    for (const LaneInput& lane : lanes_) {
        // A record of a loss counts as soon as it is read, which may be before it is passed on.
        counts.events += lane.passed_on() - std::min(lane.passed_on(), lane.losses());
        counts.bad += lane.bad();
        counts.dropped += lane.dropped();
    }
    counts.kernel = kernel_.passed_on();
    counts.bad += check_.bad();
    counts.late = merge_.late();
    counts.refused = reader_.refused();
    counts.lost_switches = kernel_.lost();
    return counts;
}

void Collector::discover(RecordSink& sink, std::int64_t now) {
    discovery_.announce(sink, now);
    while (lanes_.size() < discovery_.lanes()) {
        const auto number = static_cast<std::uint32_t>(lanes_.size());
        lanes_.emplace_back(static_cast<LaneId>(number), reader_, check_);
        inputs_.insert(inputs_.end() - 1, &lanes_.back());
    }
}

void Collector::follow_unrecorded() {
    kernel_.set_paused(reader_.unrecorded());
    reader_.set_switch_records(kernel_.is_recording());
}

void Collector::look_at_rings(std::size_t first) noexcept {
    for (std::size_t i = first; i < lanes_.size(); ++i)
        lanes_[i].look();
}

void Collector::pass_on(RecordSink& sink, std::int64_t until, std::int64_t now) {
    if (tasks_ != nullptr && kernel_.enter_tasks(until, check_.origin(), discovery_, *tasks_))
        discover(sink, now);
    kernel_.assign_lanes(until, check_.origin(), discovery_);
    merge_.pass_on(inputs_, until, sink);
    for (LaneInput& lane : lanes_)
        lane.forget_passed_on();
}

std::uint64_t Collector::taken() const noexcept {
    std::uint64_t taken = 0;
    for (const LaneInput& lane : lanes_)
        taken += lane.taken();
    return taken;
}

} // namespace interleave
