// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_work.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace interleave {

namespace {

/// Returns the row of the event's work. What another program recorded can overlap without nesting: its named
/// work has its row + 1 as its value.
std::size_t row_of(const Event& event) noexcept {
    const bool is_named = event.kind == EventKind::work_begin || event.kind == EventKind::work_end;
    return is_named ? static_cast<std::size_t>(event.value) : 0;
}

} // namespace

ChromeWork::ChromeWork(ChromeEventWriter& events, const Trace& trace, const TracePart& part,
                       ChromeLayout& layout)
    : events_(events)
    , trace_(trace)
    , part_(part)
    , layout_(layout)
    , lanes_(part.all_lanes.size()) {}

void ChromeWork::begin_part() {
    has_begun_ = true;
    for (const std::size_t index : part_.lanes) {
        if (trace_.lane(index).end() <= part_.from)
            lanes_[index].work.clear(); // it was killed at it
        for (const Work& work : lanes_[index].work)
            write_begin(static_cast<LaneId>(index), work, part_.from);
    }
}

void ChromeWork::end_part() {
    for (const std::size_t index : part_.lanes)
        end_all(static_cast<LaneId>(index), std::min(trace_.lane(index).end(), part_.end));
}

void ChromeWork::begin(const MergedRecord& record) {
    const Event& event = record.event;
    std::vector<Work>& work = lanes_[record.lane].work;
    if (event.object == no_object || work.size() >= most_work || row_of(event) > most_work)
        return;
    const bool is_task = event.kind == EventKind::task_begin;
    work.push_back({event.object, row_of(event), is_task ? std::optional(event.value) : std::nullopt});
    if (is_shown(record.lane))
        write_begin(record.lane, work.back(), event.time);
}

void ChromeWork::end(const MergedRecord& record) {
    const std::size_t row = row_of(record.event);
    std::vector<Work>& work = lanes_[record.lane].work;
    const auto begun = std::find_if(work.rbegin(), work.rend(), [&](const Work& one) {
        return one.object == record.event.object && one.row == row;
    });
    // Work that was begun within it has ended too, with or without an event.
    const auto outermost = static_cast<std::size_t>(work.rend() - begun);
    for (std::size_t i = work.size(); outermost > 0 && i >= outermost; --i) {
        const Work one = work[i - 1];
        if (one.row != row)
            continue;
        if (is_shown(record.lane))
            write_end(record.lane, one, record.event.time);
        work.erase(work.begin() + static_cast<std::ptrdiff_t>(i - 1));
    }
}

void ChromeWork::end_all(LaneId lane, std::int64_t time) {
    std::vector<Work>& work = lanes_[lane].work;
    for (; !work.empty(); work.pop_back())
        if (is_shown(lane))
            write_end(lane, work.back(), time);
}

void ChromeWork::write_begin(LaneId lane, const Work& work, std::int64_t time) {
    events_.begin_slice(layout_.work(lane, work.row, events_), not_before_the_last(lane, time),
                        work.task ? "task" : "work", layout_.object_name(work.object),
                        work.task ? "{\"task\":" + std::to_string(*work.task) + "}" : "");
}

void ChromeWork::write_end(LaneId lane, const Work& work, std::int64_t time) {
    events_.end_slice(layout_.work(lane, work.row, events_), not_before_the_last(lane, time));
}

/// A record that came late would make slices cross.
std::int64_t ChromeWork::not_before_the_last(LaneId lane, std::int64_t time) {
    std::int64_t& last = lanes_[lane].last_time;
    return last = std::max(last, time);
}

} // namespace interleave
