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
/// Taken from one ring before the others get their turn.
constexpr std::uint64_t most_per_turn = 1U << 20U;
constexpr std::size_t batch_size = 4096;

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
    batch_.reserve(batch_size);
}

std::uint64_t Collector::drain(RecordSink& sink) {
    converter_.refine();
    const std::int64_t now = static_cast<std::int64_t>(monotonic_raw_ns()) - origin_ns_;
    take_from_kernel();
    discover(sink, now);
    const std::uint64_t taken = take_from_rings(now);
    discover(sink, now); // what the records just taken may name
    pass_on(sink, may_pass_until(now));
    return taken;
}

std::int64_t Collector::may_pass_until(std::int64_t now) noexcept {
    // While an entry is on its way, those behind it wait as well, and so do the records that may name them.
    if (unready_since_ != no_time)
        return std::min(now - slack_ns_, known_until_);
    known_until_ = now;
    return now - slack_ns_;
}

void Collector::finish(RecordSink& sink) {
    std::uint64_t taken = 0;
    do {
        taken = drain(sink);
    } while (taken > 0);
    discover(sink, std::numeric_limits<std::int64_t>::max());
    drain(sink);
    take_from_kernel();
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

bool Collector::is_from_the_future(std::int64_t time, std::int64_t& now) const noexcept {
    if (time <= now + tolerated_future_ns) [[likely]]
        return false;
    // Draining takes time, and a fast producer writes meanwhile: look at the clock again before calling a
    // record a lie.
    now = static_cast<std::int64_t>(monotonic_raw_ns()) - origin_ns_;
    return time > now + tolerated_future_ns;
}

std::uint64_t Collector::take_from_rings(std::int64_t now) {
    std::uint64_t taken = 0;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
        LaneInput& input = inputs_[i];
        taken += input.ring.drain(
            most_per_turn, [&](const Record& record) { accept(input, static_cast<LaneId>(i), record, now); });
    }
    return taken;
}

void Collector::accept(LaneInput& input, LaneId lane, const Record& record, std::int64_t& now) {
    const std::int64_t time = converter_.ns(record.time) - origin_ns_;
    const bool first = input.last_time == no_time;
    const std::int64_t earliest = first ? -tolerated_future_ns : input.last_time - tolerated_step_back_ns;
    if (record.kind == 0 || record.kind >= first_kernel_kind || !is_known_object(record.object) ||
        site_file(record.site) >= max_files || time < earliest || is_from_the_future(time, now)) {
        ++bad_records_;
        return;
    }
    // Within a lane time never runs backwards.
    input.last_time = first ? time : std::max(input.last_time, time);
    const auto kind = static_cast<EventKind>(record.kind);
    // Ticks mean something only beside this session's clock; from here on all durations are ns.
    const std::uint64_t value =
        kind == EventKind::acquire && record.value != 0 ? converter_.duration_ns(record.value) : record.value;
    input.pending.push_back(
        {input.last_time, value, record.object, record.site, kind, record.detail, lane, 0});
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

    const auto kernel_number = static_cast<std::uint32_t>(inputs_.size());
    const auto input_of = [&](std::uint32_t number) -> LaneInput& {
        return number == kernel_number ? kernel_input_ : inputs_[number];
    };
    heads_.clear();
    for (std::uint32_t i = 0; i <= kernel_number; ++i) {
        const LaneInput& input = input_of(i);
        if (input.next < input.pending.size() && input.pending[input.next].time <= until)
            heads_.push_back({input.pending[input.next].time, i});
    }
    std::make_heap(heads_.begin(), heads_.end(), later_head);

    const auto flush = [&] {
        if (!batch_.empty())
            sink.records(batch_);
        batch_.clear();
    };
    while (!heads_.empty()) {
        std::pop_heap(heads_.begin(), heads_.end(), later_head);
        const std::uint32_t number = heads_.back().input;
        heads_.pop_back();
        LaneInput& input = input_of(number);
        // As long as this input is ahead of all others, no heap is needed.
        const std::int64_t bound = heads_.empty() ? until : std::min(until, heads_.front().time);
        while (input.next < input.pending.size() && input.pending[input.next].time <= bound) {
            const TimedRecord& record = input.pending[input.next++];
            if (record.time < passed_until_)
                ++counts_.late;
            if (number == kernel_number)
                ++counts_.kernel;
            else
                ++counts_.events;
            batch_.push_back(record);
            if (batch_.size() == batch_size)
                flush();
        }
        if (input.next < input.pending.size() && input.pending[input.next].time <= until) {
            heads_.push_back({input.pending[input.next].time, number});
            std::push_heap(heads_.begin(), heads_.end(), later_head);
        }
    }
    flush();

    for (LaneInput& input : inputs_) {
        if (input.next == input.pending.size()) {
            input.pending.clear();
            input.next = 0;
        } else if (input.next > input.pending.size() / 2) {
            input.pending.erase(input.pending.begin(),
                                input.pending.begin() + static_cast<std::ptrdiff_t>(input.next));
            input.next = 0;
        }
    }
    if (until > passed_until_ && until != std::numeric_limits<std::int64_t>::max()) {
        passed_until_ = until;
        sink.time_reached(until);
    }
}

} // namespace interleave
