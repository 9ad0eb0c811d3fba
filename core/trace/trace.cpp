// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace.h"

#include "core/trace/lane_writer.h"

#include <algorithm>
#include <numeric>

namespace interleave {

Trace::Trace(bool kernel_records) : kernel_records_(kernel_records), lane_of_worker_(max_objects, no_lane) {
    writers_.reserve(max_lanes);
}

Trace::~Trace() {
    for (auto& file : files_)
        delete file.load(std::memory_order_relaxed);
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
    std::size_t sum = 0;
    for (std::size_t i = 0; i < lane_count(); ++i)
        sum += lane(i).bytes();
    for (std::size_t i = 0; i < object_count(); ++i)
        sum += object(i).bytes();
    return sum;
}

void Trace::lane_appeared(const LaneInfo& lane) {
    const std::size_t count = writers_.size();
    if (lane.id != count || count >= max_lanes)
        return;
    lanes_[count] = std::make_unique<Lane>(lane);
    writers_.emplace_back(*lanes_[count], kernel_records_);
    if (lane.worker != no_object && lane.worker < max_objects)
        lane_of_worker_[lane.worker] = lane.id;
    lane_count_.store(count + 1, std::memory_order_release);
    version_.fetch_add(1, std::memory_order_release);
}

void Trace::object_appeared(const ObjectInfo& object) {
    const std::size_t count = object_count_.load(std::memory_order_relaxed);
    if (object.id != count + 1 || object.id >= max_objects)
        return;
    objects_[count] = std::make_unique<Object>(object);
    object_count_.store(count + 1, std::memory_order_release);
    version_.fetch_add(1, std::memory_order_release);
}

void Trace::file_appeared(std::uint32_t number, const std::string& path) {
    // Readers may hold on to a path; it is told once.
    if (number < max_files && files_[number].load(std::memory_order_relaxed) == nullptr)
        files_[number].store(new std::string(path), std::memory_order_release);
}

void Trace::records(std::span<const TimedRecord> batch) {
    const std::size_t lanes = writers_.size();
    const std::size_t objects = object_count_.load(std::memory_order_relaxed);
    for (const TimedRecord& record : batch) {
        last_time_ = std::max(last_time_, record.time);
        if (record.lane >= lanes) [[unlikely]] {
            if (record.kind == EventKind::switches_lost)
                apply_switches_lost(record.time);
            continue;
        }
        LaneWriter& writer = writers_[record.lane];
        if (static_cast<std::uint16_t>(record.kind) >= first_kernel_kind) {
            if (record.kind == EventKind::switches_lost)
                apply_switches_lost(record.time);
            else
                writer.apply_kernel(record);
            continue;
        }
        // Object 0 wraps to the greatest number, which no object has.
        const std::size_t index = std::size_t{record.object} - 1;
        writer.apply_worker(record, index < objects ? objects_[index].get() : nullptr);
        if (record.kind == EventKind::joined)
            apply_joined(record);
    }
    event_count_.store(event_count_.load(std::memory_order_relaxed) + batch.size(),
                       std::memory_order_relaxed);
    version_.fetch_add(1, std::memory_order_release);
}

void Trace::apply_switches_lost(std::int64_t time) {
    for (LaneWriter& writer : writers_)
        writer.forget_cpu(time);
}

void Trace::apply_joined(const TimedRecord& record) {
    const LaneId lane = record.object < max_objects ? lane_of_worker_[record.object] : no_lane;
    if (lane == no_lane)
        return;
    // A worker that was killed could not say that it ends; its parent learned it.
    writers_[lane].end(record.time);
    for (std::size_t i = 0; i < object_count_.load(std::memory_order_relaxed); ++i)
        objects_[i]->holder_ended(lane);
    lanes_[lane]->set_exit({static_cast<std::int32_t>(record.value), record.detail});
}

std::vector<std::size_t> Trace::lanes_in_order_of_start() const {
    std::vector<std::size_t> order(lane_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Workers are numbered as they are started.
    std::ranges::stable_sort(order, {}, [&](std::size_t index) { return lanes_[index]->worker(); });
    return order;
}

void Trace::time_reached(std::int64_t time) {
    if (time <= time_end_.load(std::memory_order_relaxed))
        return;
    time_end_.store(time, std::memory_order_release);
    version_.fetch_add(1, std::memory_order_release);
}

void Trace::close(std::int64_t time) {
    time = std::max(time, last_time_);
    for (LaneWriter& writer : writers_)
        writer.end(time);
    time_reached(time);
}

} // namespace interleave
