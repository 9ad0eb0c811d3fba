// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/collector.h"

#include <algorithm>
#include <limits>

namespace interleave {

namespace {

/// Two readings of one thread may be swapped by the processor by less than this; more is no honest record.
constexpr std::int64_t tolerated_step_back_ns = 1'000'000;
/// A record cannot be younger than the moment it is read, but for the error of the conversion.
constexpr std::int64_t tolerated_future_ns = 10'000'000;
/// How long the writer of an entry may take from claiming it to filling it in: a thread that loses its CPU in
/// between comes back in this time, one that was killed does not.
constexpr std::int64_t patience_for_entry_ns = 1'000'000'000;
/// Read from a ring when the merge needs more of it: few enough to stay in the processor's cache.
constexpr std::uint64_t read_at_once = 512;
constexpr std::size_t batch_size = 4096;
/// So many records of one lane in a row are passed on from where they are, without a copy.
constexpr std::size_t long_run = 64;

constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

constexpr auto later_head = [](const auto& a, const auto& b) {
    return a.time > b.time || (a.time == b.time && a.input > b.input);
};

} // namespace

Collector::Collector(SessionRegion& region, KernelRecordSource* kernel, std::int64_t origin_ns,
                     std::int64_t slack_ns)
    : region_(region)
    , kernel_(kernel)
    , origin_ns_(origin_ns)
    , slack_ns_(slack_ns)
    , converter_(region.clock_source())
    , kernel_input_{region.ring_reader(0), {}, 0, no_time}
    , passed_until_(no_time)
    , unready_since_(no_time)
    , known_until_(no_time) {
    inputs_.reserve(max_lanes);
    batch_.reserve(batch_size + long_run);
}

std::uint64_t Collector::drain(RecordSink& sink) {
    converter_.refine();
    now_ = static_cast<std::int64_t>(monotonic_raw_ns()) - origin_ns_;
    const std::int64_t now = now_;
    taken_ = 0;
    take_from_kernel();
    look_at_rings(0);
    const std::size_t known = inputs_.size();
    discover(sink, now); // what the records seen may name
    if (inputs_.size() > known) {
        look_at_rings(known);
        discover(sink, now);
    }
    pass_on(sink, may_pass_until(now));
    relieve_rings();
    return taken_;
}

std::int64_t Collector::may_pass_until(std::int64_t now) noexcept {
    // While an entry is on its way, those behind it wait as well, and so do the records that may name them.
    if (unready_since_ != no_time)
        return std::min(now - slack_ns_, known_until_);
    known_until_ = now;
    return now - slack_ns_;
}

void Collector::finish(RecordSink& sink) {
    drain(sink);
    take_from_kernel();
    discover(sink, std::numeric_limits<std::int64_t>::max());
    look_at_rings(0);
    pass_on(sink, std::numeric_limits<std::int64_t>::max());
}

CollectorCounts Collector::counts() const {
    CollectorCounts counts = counts_;
    counts.bad = bad_records_;
    counts.dropped = 0;
    for (const LaneInput& input : inputs_) {
        counts.bad += input.ring.bad();
        counts.dropped += input.ring.dropped();
    }
    counts.refused = region_.refused();
    return counts;
}

bool Collector::waits_for_entry(std::int64_t now) noexcept {
    if (now == std::numeric_limits<std::int64_t>::max())
        return false;
    if (unready_since_ == no_time)
        unready_since_ = now;
    return now - unready_since_ < patience_for_entry_ns;
}

void Collector::discover(RecordSink& sink, std::int64_t now) {
    // Entries are announced in the order of their numbers. One that is claimed but not filled in has its
    // writer on the way, or its writer was killed just then: after a while it is announced as it is, so that
    // none behind it waits for ever.
    bool all_ready = true;
    const std::uint32_t files = region_.file_count();
    while (files_seen_ < files) {
        std::string path;
        if (!region_.read_file(files_seen_, path)) {
            all_ready = false;
            if (waits_for_entry(now))
                break;
        }
        sink.file_appeared(files_seen_++, path);
    }

    const std::uint32_t objects = region_.object_count();
    while (objects_seen_ < objects) {
        ObjectInfo object{objects_seen_, ObjectKind::none, "?"};
        if (!region_.read_object(objects_seen_, object)) {
            all_ready = false;
            if (waits_for_entry(now))
                break;
        }
        sink.object_appeared(object);
        ++objects_seen_;
    }

    const std::uint32_t lanes = region_.lane_count();
    while (inputs_.size() < lanes) {
        const auto index = static_cast<std::uint32_t>(inputs_.size());
        LaneInfo lane{static_cast<LaneId>(index), LaneKind::thread, 0, 0, no_object, "?"};
        if (!region_.read_lane(index, lane)) {
            all_ready = false;
            if (waits_for_entry(now))
                break;
        }
        inputs_.push_back({region_.ring_reader(index), {}, 0, no_time});
        if (lane.tid > 0)
            lane_of_thread_[lane.tid] = lane.id;
        sink.lane_appeared(lane);
    }
    if (all_ready)
        unready_since_ = no_time;
}

bool Collector::is_from_the_future(std::int64_t time) noexcept {
    if (time <= now_ + tolerated_future_ns) [[likely]]
        return false;
    // Draining takes time, and a fast producer writes meanwhile: look at the clock again before calling a
    // record a lie.
    now_ = static_cast<std::int64_t>(monotonic_raw_ns()) - origin_ns_;
    return time > now_ + tolerated_future_ns;
}

void Collector::look_at_rings(std::size_t first) noexcept {
    for (std::size_t i = first; i < inputs_.size(); ++i)
        inputs_[i].ring.look();
}

void Collector::relieve_rings() {
    // A record that is not due is best left where it is: it is then read, ordered and passed on while it is
    // in the processor's cache. But a fast producer needs its room before its records are due.
    for (std::uint32_t i = 0; i < inputs_.size(); ++i) {
        const RingReader& ring = inputs_[i].ring;
        if (ring.unread() > ring.capacity() / 4)
            read(i, ring.unread());
    }
}

void Collector::read(std::uint32_t number, std::uint64_t most) {
    LaneInput& input = inputs_[number];
    taken_ += input.ring.read(
        most, [&](const Record& record) { accept(input, static_cast<LaneId>(number), record); });
}

bool Collector::refill(std::uint32_t number) {
    LaneInput& input = input_of(number);
    input.pending.clear();
    input.next = 0;
    if (number == inputs_.size()) // the kernel's are all here
        return false;
    while (input.pending.empty() && input.ring.unread() > 0)
        read(number, read_at_once);
    return !input.pending.empty();
}

void Collector::accept(LaneInput& input, LaneId lane, const Record& record) {
    const std::int64_t time = converter_.ns(record.time) - origin_ns_;
    const bool first = input.last_time == no_time;
    const std::int64_t earliest = first ? -tolerated_future_ns : input.last_time - tolerated_step_back_ns;
    if (record.kind == 0 || record.kind >= first_kernel_kind || !is_known_object(record.object) ||
        site_file(record.site) >= max_files || time < earliest || is_from_the_future(time)) {
        ++bad_records_;
        return;
    }
    // Within a lane time never runs backwards.
    input.last_time = first ? time : std::max(input.last_time, time);
    const auto kind = static_cast<EventKind>(record.kind);
    // Ticks mean something only beside this session's clock; from here on all durations are ns.
    const std::uint64_t value =
        kind == EventKind::acquire && record.value != 0 ? converter_.duration_ns(record.value) : record.value;
    // In its place at once: reading in one piece what was just written in pieces makes the processor wait.
    TimedRecord& passed = input.pending.emplace_back();
    passed.time = input.last_time;
    passed.value = value;
    passed.object = record.object;
    passed.site = record.site;
    passed.kind = kind;
    passed.detail = record.detail;
    passed.lane = lane;
}

void Collector::take_from_kernel() {
    if (kernel_ == nullptr)
        return;
    const std::size_t before = kernel_records_.size();
    kernel_->poll(kernel_records_);
    if (kernel_records_.size() == before)
        return;
    // Each CPU's records are in order; a thread's records may come from several CPUs.
    std::stable_sort(kernel_records_.begin(), kernel_records_.end(),
                     [](const KernelRecord& a, const KernelRecord& b) { return a.time < b.time; });
}

void Collector::assign_lanes_to_kernel_records(std::int64_t until) {
    kernel_input_.pending.clear();
    kernel_input_.next = 0;
    std::size_t due = 0;
    for (; due < kernel_records_.size(); ++due) {
        const KernelRecord& record = kernel_records_[due];
        const std::int64_t time = static_cast<std::int64_t>(record.time) - origin_ns_;
        if (time > until)
            break;
        if (record.kind == EventKind::switches_lost) {
            kernel_input_.pending.push_back({time, record.value, no_object, 0, record.kind, 0, no_lane, 0});
            continue;
        }
        // A thread without a lane (not yet, no more, or never) is nobody's: its lane, once there, begins on a
        // CPU.
        const auto found = lane_of_thread_.find(record.tid);
        if (found != lane_of_thread_.end())
            kernel_input_.pending.push_back(
                {time, record.value, no_object, 0, record.kind, record.detail, found->second, 0});
    }
    kernel_records_.erase(kernel_records_.begin(),
                          kernel_records_.begin() + static_cast<std::ptrdiff_t>(due));
}

void Collector::pass_on(RecordSink& sink, std::int64_t until) {
    assign_lanes_to_kernel_records(until);

    const auto next_is_due = [&](std::uint32_t number) {
        const LaneInput& input = input_of(number);
        return (input.next < input.pending.size() || refill(number)) &&
               input.pending[input.next].time <= until;
    };
    const auto head_of = [&](std::uint32_t number) {
        const LaneInput& input = input_of(number);
        return Head{input.pending[input.next].time, number};
    };
    heads_.clear();
    for (std::uint32_t i = 0; i <= inputs_.size(); ++i) {
        if (next_is_due(i))
            heads_.push_back(head_of(i));
    }
    std::make_heap(heads_.begin(), heads_.end(), later_head);
    while (!heads_.empty()) {
        std::pop_heap(heads_.begin(), heads_.end(), later_head);
        const std::uint32_t number = heads_.back().input;
        heads_.pop_back();
        // As long as this input is ahead of all others, no heap is needed.
        pass_on_run(sink, number, heads_.empty() ? until : std::min(until, heads_.front().time));
        if (next_is_due(number)) {
            heads_.push_back(head_of(number));
            std::push_heap(heads_.begin(), heads_.end(), later_head);
        }
    }
    flush(sink);
    forget_passed_on();
    if (until > passed_until_ && until != std::numeric_limits<std::int64_t>::max()) {
        passed_until_ = until;
        sink.time_reached(until);
    }
}

void Collector::pass_on_run(RecordSink& sink, std::uint32_t number, std::int64_t bound) {
    LaneInput& input = input_of(number);
    const auto begin = input.pending.cbegin() + static_cast<std::ptrdiff_t>(input.next);
    auto end = begin;
    while (end != input.pending.cend() && end->time <= bound)
        ++end;
    for (auto record = begin; record != end && record->time < passed_until_; ++record)
        ++counts_.late; // times never fall within an input: the late ones are in front
    const auto length = static_cast<std::size_t>(end - begin);
    (number == inputs_.size() ? counts_.kernel : counts_.events) += length;
    input.next += length;
    if (length >= long_run) {
        flush(sink);
        sink.records({begin, end});
        return;
    }
    batch_.insert(batch_.end(), begin, end);
    if (batch_.size() >= batch_size)
        flush(sink);
}

void Collector::flush(RecordSink& sink) {
    if (!batch_.empty())
        sink.records(batch_);
    batch_.clear();
}

void Collector::forget_passed_on() {
    for (LaneInput& input : inputs_) {
        if (input.next > input.pending.size() / 2) {
            input.pending.erase(input.pending.begin(),
                                input.pending.begin() + static_cast<std::ptrdiff_t>(input.next));
            input.next = 0;
        }
    }
}

} // namespace interleave
