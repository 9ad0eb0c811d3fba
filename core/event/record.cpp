// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/record.h"

#include <array>
#include <cstddef>

namespace interleave {

namespace {

constexpr std::array event_names{
    "none",
    "lane_begin",
    "lane_end",
    "start",
    "joined",
    "wait_begin",
    "wait_end",
    "acquire",
    "release",
    "notify",
    "wake",
    "set_value",
    "sleep_begin",
    "sleep_end",
    "io_begin",
    "io_end",
    "compute_begin",
    "compute_end",
    "interval_elapsed",
    "drop_request",
    "forced_wait_begin",
    "forced_wait_end",
    "send",
    "receive",
    "submit",
    "task_begin",
    "task_end",
    "completed",
    "read",
    "write",
    "work_begin",
    "work_end",
    "mark",
    "print",
    "print_more",
    "records_lost",
    "fatal_signal",
    "switch_in",
    "switch_out",
    "task_exit",
    "switches_lost",
    "switch_wake",
    "switch_unknown",
    "task_appears",
    "task_named",
    "holds",
};
static_assert(event_names.size() == static_cast<std::size_t>(EventKind::count_));

constexpr std::array object_names{
    "none", "mutex",  "shared_mutex", "gil",  "semaphore", "condition", "barrier",    "queue",
    "pipe", "worker", "future",       "pool", "variable",  "label",     "start_gate",
};
static_assert(object_names.size() == static_cast<std::size_t>(ObjectKind::count_));

} // namespace

const char* name_of(EventKind kind) noexcept {
    const auto index = static_cast<std::size_t>(kind);
    return index < event_names.size() ? event_names[index] : "?";
}

const char* name_of(ObjectKind kind) noexcept {
    const auto index = static_cast<std::size_t>(kind);
    return index < object_names.size() ? object_names[index] : "?";
}

const char* name_of(LaneKind kind) noexcept {
    switch (kind) {
    case LaneKind::process:
        return "process";
    case LaneKind::track:
        return "track";
    case LaneKind::thread:
        break;
    }
    return "thread";
}

} // namespace interleave
