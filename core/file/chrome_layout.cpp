// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_layout.h"

#include "core/file/json_text.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

/// Linux gives no process or thread a number as great as this (PID_MAX_LIMIT is 4,194,304).
constexpr std::int64_t first_number_of_nobody = 10'000'000;

/// How many places a lane has: its states come below its work.
constexpr std::size_t rows_of_lane = 128;

} // namespace

ChromeLayout::ChromeLayout(const Trace& trace, const TracePart& part) : trace_(trace), part_(part) {
    last_free_ = first_number_of_nobody;
    // Process numbers are kept, so that other tools' data on the run can be put beside it. Two lanes can have
    // had the same thread number one after the other, and in a file from elsewhere there can be any.
    for (const std::size_t index : part.all_lanes)
        if (trace.lane(index).pid() > 0)
            numbers_.insert(trace.lane(index).pid());
    std::map<std::int64_t, std::int64_t> unknown_processes;
    std::set<std::int64_t> main_threads;
    lanes_.resize(part.all_lanes.size());
    for (const std::size_t index : part.all_lanes) {
        const Lane& lane = trace.lane(index);
        std::int64_t pid = lane.pid();
        if (pid <= 0) {
            std::int64_t& number = unknown_processes[pid];
            pid = number = number != 0 ? number : free_number();
        }
        const bool is_main = lane.tid() == pid && main_threads.insert(pid).second;
        lanes_[index] = {{pid, is_main ? pid : number_for(lane.tid())}, json_string(lane.name())};
    }
    for (std::size_t i = 0; i < part.lanes.size(); ++i)
        lanes_[part.lanes[i]].place = i + 1;
    const std::int64_t locks = free_number();
    locks_ = {locks, locks};
    const std::int64_t counters = free_number();
    counters_ = {counters, counters};
    object_names_.push_back("\"\"");
    lock_numbers_.push_back(0);
    const std::size_t objects = trace.object_count(); // it may grow meanwhile
    for (std::size_t i = 0; i < objects; ++i) {
        object_names_.push_back(json_string(trace.object(i).name()));
        lock_numbers_.push_back(has_lock_row(trace.object(i)) ? free_number() : 0);
    }
    for (std::uint32_t i = 0; i < max_files; ++i) {
        file_names_.push_back(json_string(trace.file_path(i)));
        file_names_.back().pop_back();
    }
}

std::int64_t ChromeLayout::free_number() {
    do
        ++last_free_;
    while (!numbers_.insert(last_free_).second);
    return last_free_;
}

std::int64_t ChromeLayout::number_for(std::int64_t wanted) {
    return wanted > 0 && numbers_.insert(wanted).second ? wanted : free_number();
}

bool ChromeLayout::has_lock_row(const Object& object) noexcept {
    return is_lock(object.kind()) && !object.changes().empty();
}

ChromeTrack ChromeLayout::lock(const Object& object) const noexcept {
    return {locks_.pid, object.id() < lock_numbers_.size() ? lock_numbers_[object.id()] : 0};
}

std::string ChromeLayout::place(SiteId site) const {
    if (site_line(site) == 0 || site_file(site) >= file_names_.size())
        return {};
    return file_names_[site_file(site)] + ":" + std::to_string(site_line(site)) + "\"";
}

const ChromeTrack& ChromeLayout::work(std::size_t index, std::size_t row, ChromeEventWriter& events) {
    const auto [found, is_new] = work_.try_emplace({index, row});
    if (!is_new)
        return found->second;
    const LaneRow& lane = lanes_[index];
    found->second = {lane.track.pid, free_number()};
    const std::string number = row == 0 ? "" : " " + std::to_string(row + 1);
    events.name("thread_name", found->second,
                lane.name.substr(0, lane.name.size() - 1) + ": work" + number + "\"");
    events.sort("thread_sort_index", found->second,
                lane.place * rows_of_lane + std::min(row, rows_of_lane - 2));
    return found->second;
}

/// Names the process of this lane: as the scenario calls a worker that is a process, else as the scenario.
void ChromeLayout::name_process(ChromeEventWriter& events, std::size_t lane, const RunInfo& info) const {
    const LaneRow& row = lanes_[lane];
    const auto worker = std::ranges::find_if(part_.all_lanes, [&](std::size_t index) {
        const Lane& other = trace_.lane(index);
        return other.kind() == LaneKind::process && other.worker() != no_object &&
               lanes_[index].track.pid == row.track.pid;
    });
    events.name("process_name", row.track,
                worker != part_.all_lanes.end() ? lanes_[*worker].name
                : info.scenario.empty()         ? row.name
                                                : json_string(info.scenario));
    events.sort("process_sort_index", row.track, row.place);
}

void ChromeLayout::describe(ChromeEventWriter& events, const RunInfo& info) const {
    std::set<std::int64_t> processes;
    for (const std::size_t index : part_.lanes) {
        const LaneRow& row = lanes_[index];
        if (processes.insert(row.track.pid).second)
            name_process(events, index, info);
        events.name("thread_name", row.track, row.name);
        events.sort("thread_sort_index", row.track, row.place * rows_of_lane + rows_of_lane - 1);
    }
    const std::size_t place = part_.lanes.size();
    bool has_locks = false;
    for (ObjectId id = 1; id < lock_numbers_.size(); ++id) {
        if (lock_numbers_[id] == 0)
            continue;
        if (!std::exchange(has_locks, true)) {
            events.name("process_name", locks_, "\"Locks\"");
            events.sort("process_sort_index", locks_, place + 1);
        }
        events.name("thread_name", {locks_.pid, lock_numbers_[id]}, object_name(id));
        events.sort("thread_sort_index", {locks_.pid, lock_numbers_[id]}, id);
    }
    events.name("process_name", counters_, "\"Counters\"");
    events.sort("process_sort_index", counters_, place + 2);
}

} // namespace interleave
