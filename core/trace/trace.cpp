// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace.h"

#include "core/trace/lane_appender.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace interleave {

namespace {

/// Whether people are told of single objects of this kind. A worker has the name of its lane, and futures and
/// labels are many of a kind.
bool is_told_by_name(ObjectKind kind) noexcept {
    return kind != ObjectKind::worker && kind != ObjectKind::future && kind != ObjectKind::label;
}

/// Whether a kind is one of some, in one comparison: it is asked of every event.
template <EventKind... some>
constexpr bool is_one_of(EventKind kind) noexcept {
    constexpr std::uint64_t set = ((std::uint64_t{1} << static_cast<unsigned>(some)) | ...);
    return ((set >> static_cast<unsigned>(kind)) & 1U) != 0;
}

/// Whether an event of this kind can let another lane go on that waits for its object.
constexpr bool may_wake(EventKind kind) noexcept {
    return is_one_of<EventKind::acquire, EventKind::release, EventKind::notify, EventKind::wake,
                     EventKind::send, EventKind::receive, EventKind::completed>(kind);
}

constexpr bool ends_a_lane(EventKind kind) noexcept {
    return is_one_of<EventKind::lane_end, EventKind::joined, EventKind::fatal_signal>(kind);
}

} // namespace

Trace::Trace(bool kernel_records, bool knows_states)
    : kernel_records_(kernel_records)
    , knows_states_(knows_states)
    , lane_of_worker_(max_objects, no_lane) {}

Trace::~Trace() {
    for (auto& file : files_)
        delete file.load(std::memory_order_relaxed);
    for (auto& processor : processors_)
        delete processor.load(std::memory_order_relaxed);
}

const Object* Trace::find_object(ObjectId id) const noexcept {
    return id == no_object || id > object_count() ? nullptr : objects_[id - 1].get();
}

std::string Trace::file_path(std::uint32_t number) const {
    const std::string* const path =
        number < max_files ? files_[number].load(std::memory_order_acquire) : nullptr;
    return path != nullptr ? *path : std::string();
}

std::size_t Trace::bytes() const noexcept {
    std::size_t sum = sizeof(Trace) + lost_switches_.bytes() +
                      lane_machines_.capacity() * sizeof(LaneMachine) +
                      object_machines_.capacity() * sizeof(ObjectMachine) +
                      lane_of_worker_.capacity() * sizeof(LaneId) + acquired_.capacity() * sizeof(Acquired) +
                      cpu_of_lane_.capacity() * sizeof(std::uint16_t) + names_.bytes();
    for (const LaneMachine& machine : lane_machines_)
        sum += machine.bytes();
    for (const ObjectMachine& machine : object_machines_)
        sum += machine.bytes();
    for (std::size_t i = 0; i < lane_count(); ++i)
        sum += lane(i).bytes();
    for (std::size_t i = 0; i < object_count(); ++i)
        sum += object(i).bytes();
    for (std::size_t cpu = 0; cpu < processor_count(); ++cpu)
        if (const Processor* const known = processor(cpu))
            sum += sizeof(Processor) + known->bytes();
    return sum;
}

void Trace::lane_appeared(const LaneInfo& lane) {
    const std::size_t count = lane_machines_.size();
    if (lane.id != count || count >= max_lanes)
        return;
    LaneInfo named = lane;
    named.name = names_.unique(lane.name);
    lanes_[count] = std::make_unique<Lane>(named, lane.name);
    lane_machines_.emplace_back(kernel_records_);
    acquired_.emplace_back();
    cpu_of_lane_.push_back(unknown_cpu);
    if (lane.worker != no_object && lane.worker < max_objects)
        lane_of_worker_[lane.worker] = lane.id;
    lane_count_.store(count + 1, std::memory_order_release);
    version_.fetch_add(1, std::memory_order_release);
}

void Trace::object_appeared(const ObjectInfo& object) {
    const std::size_t count = object_count_.load(std::memory_order_relaxed);
    if (object.id != count + 1 || object.id >= max_objects)
        return;
    ObjectInfo named = object;
    if (is_told_by_name(object.kind))
        named.name = names_.unique(object.name);
    objects_[count] = std::make_unique<Object>(std::move(named), object.name);
    object_machines_.emplace_back(object.kind);
    object_count_.store(count + 1, std::memory_order_release);
    version_.fetch_add(1, std::memory_order_release);
}

void Trace::file_appeared(std::uint32_t number, const std::string& path) {
    // Readers may keep a reference to a path, so it is set only once.
    if (number < max_files && files_[number].load(std::memory_order_relaxed) == nullptr)
        files_[number].store(new std::string(path), std::memory_order_release);
}

void Trace::apply_value(const TimedRecord& record) {
    const std::size_t index = std::size_t{record.object} - 1;
    if (index < object_machines_.size())
        apply_to_object(index, record, false);
}

inline void Trace::apply_to_object(std::size_t index, const TimedRecord& record, bool ends_wait) {
    const ObjectCondition condition =
        object_machines_[index].take_event(record.kind, record.lane, record.value, ends_wait);
    if (record.kind == EventKind::acquire && !ends_wait && record.value != 0)
        objects_[index]->append_sample(record.time, static_cast<std::int64_t>(record.value));
    objects_[index]->append_change(record.time, record.kind, ends_wait, condition);
    if (record.kind == EventKind::acquire)
        note_acquired(record.lane, index);
}

inline void Trace::apply_event(const TimedRecord& record) {
    if (record.kind == EventKind::joined && is_impossible_join(record)) {
        impossible_.store(impossible_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        return;
    }
    if (losing_lanes_ > 0) [[unlikely]]
        end_missing(*lanes_[record.lane], record.time);
    // Object 0 wraps to the greatest number, which no object has.
    const std::size_t index = std::size_t{record.object} - 1;
    const bool known = index < object_machines_.size();
    const auto object = static_cast<std::uint16_t>(known ? record.object : no_object);
    lanes_[record.lane]->append_event({record.time, static_cast<std::int64_t>(record.value), record.site,
                                       object, record.kind, record.detail});
    if (record.kind == EventKind::holds) [[unlikely]] {
        if (known && is_lock(objects_[index]->kind()))
            objects_[index]->append_held_often(record.time, held_often_from(record.value));
        return; // what it sums up is in the past and changes nothing
    }
    const bool ends_wait = lane_machines_[record.lane].take_event(
        record, object, known ? objects_[index]->kind() : ObjectKind::none, LaneAppender(*this, record.lane));
    if (known && objects_[index]->kind() != ObjectKind::label) { // a label has neither holder nor value
        apply_to_object(index, record, ends_wait);
        if (kernel_records_ && may_wake(record.kind))
            apply_wake(record, index);
    }
    if (ends_a_lane(record.kind)) [[unlikely]]
        apply_end(record);
}

inline void Trace::apply_switch(const TimedRecord& record) {
    const CpuSwitch next = switch_of(record);
    lanes_[record.lane]->append_switch(next);
    lane_machines_[record.lane].take_switch(next, LaneAppender(*this, record.lane));
    note_processor(record.lane, next);
    if (next.kind == SwitchKind::exit) [[unlikely]] {
        end_holds(record.lane, record.time);
        if (lanes_[record.lane]->kind() == LaneKind::process)
            wake_joiners(*lanes_[record.lane], record.time);
    }
}

/// A lane is on one processor at most, and a processor has one lane at most.
inline void Trace::note_processor(LaneId lane, const CpuSwitch& next) {
    switch (next.kind) {
    case SwitchKind::in:
    case SwitchKind::seen:
        if (cpu_of_lane_[lane] != next.cpu)
            leave_processor(lane, next.time, not_known_lane); // the record of its leaving is missing
        if (next.cpu == unknown_cpu)
            return;
        cpu_of_lane_[lane] = next.cpu;
        processor_of(next.cpu).set(next.time, lane);
        return;
    case SwitchKind::out_preempted:
    case SwitchKind::out_blocked:
    case SwitchKind::out_uninterruptible:
    case SwitchKind::exit:
        if (cpu_of_lane_[lane] == unknown_cpu && next.cpu != unknown_cpu &&
            processor_of(next.cpu).lane() == not_known_lane)
            processor_of(next.cpu).set(next.time, no_lane); // nobody of the trace has it from here on
        leave_processor(lane, next.time, no_lane);
        return;
    case SwitchKind::unknown:
        leave_processor(lane, next.time, not_known_lane);
        return;
    case SwitchKind::wake:
    case SwitchKind::wake_started:
    case SwitchKind::appears:
        return;
    }
}

void Trace::leave_processor(LaneId lane, std::int64_t time, LaneId to) {
    const std::uint16_t cpu = std::exchange(cpu_of_lane_[lane], unknown_cpu);
    if (cpu != unknown_cpu && processor_of(cpu).lane() == lane)
        processor_of(cpu).set(time, to);
}

/// Only the writer calls it.
Processor& Trace::processor_of(std::uint16_t cpu) {
    if (Processor* const known = processors_[cpu].load(std::memory_order_relaxed)) [[likely]]
        return *known;
    auto* const made = new Processor;
    processors_[cpu].store(made, std::memory_order_release);
    if (cpu >= processor_count_.load(std::memory_order_relaxed))
        processor_count_.store(cpu + std::size_t{1}, std::memory_order_release);
    return *made;
}

void Trace::apply_named(const TimedRecord& record) {
    Lane& lane = *lanes_[record.lane];
    if (record.value > 0 && record.value <= std::numeric_limits<std::int32_t>::max())
        lane.set_pid(static_cast<std::int32_t>(record.value));
    const Object* const name = find_object(record.object);
    if (name != nullptr && !lane.set_earlier_names(name->name()))
        lane.set_names(names_.unique(name->name()), name->name());
}

inline void Trace::note_acquired(LaneId lane, std::size_t index) {
    constexpr std::size_t most_kept = 16;
    Acquired& acquired = acquired_[lane];
    if (acquired.more || (!acquired.objects.empty() && acquired.objects.back() == index))
        return;
    if (acquired.objects.size() < most_kept)
        acquired.objects.push_back(static_cast<std::uint32_t>(index));
    else
        acquired.more = true;
}

void Trace::records(std::span<const TimedRecord> batch) {
    for (const TimedRecord& record : batch) {
        last_time_ = std::max(last_time_, record.time);
        if (record.kind == EventKind::switches_lost) [[unlikely]]
            apply_switches_lost(record);
        else if (record.kind == EventKind::set_value && record.lane == no_lane) [[unlikely]]
            apply_value(record);
        else if (record.lane >= lane_machines_.size() || record.kind >= EventKind::count_) [[unlikely]]
            continue;
        else if (record.kind == EventKind::task_named) [[unlikely]]
            apply_named(record);
        else if (is_told_by_kernel(record.kind))
            apply_switch(record);
        else if (record.kind == EventKind::records_lost) [[unlikely]]
            apply_records_lost(record);
        else
            apply_event(record);
    }
    event_count_.store(event_count_.load(std::memory_order_relaxed) + batch.size(),
                       std::memory_order_relaxed);
    version_.fetch_add(1, std::memory_order_release);
}

std::vector<std::size_t> Trace::lanes_in_order_of_start() const {
    std::vector<std::size_t> order(lane_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Workers are numbered in the order in which they are started.
    std::ranges::stable_sort(order, {}, [&](std::size_t index) { return lanes_[index]->worker(); });
    return order;
}

void Trace::time_reached(std::int64_t time) {
    if (time <= time_end_.load(std::memory_order_relaxed))
        return;
    time_end_.store(time, std::memory_order_release);
    version_.fetch_add(1, std::memory_order_release);
}

} // namespace interleave
