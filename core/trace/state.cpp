// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/state.h"

namespace interleave {

namespace {

struct StateWords {
    const char* key;
    const char* title;
};

constexpr std::array<StateWords, state_count> words{{
    {"", "absent"},
    {"unknown", "unknown"},
    {"unknown", "running or ready"},
    {"running", "running"},
    {"sleep", "sleeping"},
    {"io", "I/O"},
    {"unknown", "off CPU, cause unknown"},
    {"ready", "ready"},
    {"barrier", "waiting: start gate"},
    {"join", "waiting: join"},
    {"future", "waiting: future"},
    {"barrier", "waiting: barrier"},
    {"queue", "waiting: queue"},
    {"condition", "waiting: condition"},
    {"semaphore", "waiting: semaphore"},
    {"gil", "waiting: GIL"},
    {"lock", "waiting: lock"},
}};

} // namespace

const char* json_key(LaneState state) noexcept {
    return words[static_cast<std::size_t>(state)].key;
}

const char* title_of(LaneState state) noexcept {
    return words[static_cast<std::size_t>(state)].title;
}

LaneState wait_state(ObjectKind kind) noexcept {
    switch (kind) {
    case ObjectKind::mutex:
    case ObjectKind::shared_mutex:
        return LaneState::waiting_lock;
    case ObjectKind::gil:
        return LaneState::waiting_gil;
    case ObjectKind::semaphore:
        return LaneState::waiting_semaphore;
    case ObjectKind::condition:
        return LaneState::waiting_condition;
    case ObjectKind::barrier:
        return LaneState::waiting_barrier;
    case ObjectKind::start_gate:
        return LaneState::waiting_start;
    case ObjectKind::queue:
    case ObjectKind::pipe:
    case ObjectKind::pool: // a worker without a task
        return LaneState::waiting_queue;
    case ObjectKind::worker:
        return LaneState::waiting_join;
    case ObjectKind::future:
        return LaneState::waiting_future;
    case ObjectKind::none:
    case ObjectKind::variable:
    case ObjectKind::label:
    case ObjectKind::count_:
        break;
    }
    return LaneState::unknown;
}

} // namespace interleave
