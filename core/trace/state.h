// SPDX-License-Identifier: GPL-3.0-or-later
// The states of a lane, as they are shown.
#pragma once

#include "core/event/record.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace interleave {

/// The states are ordered from harmless to worst. Where one pixel holds several, the greatest is drawn on
/// top.
enum class LaneState : std::uint8_t {
    absent = 0,       ///< before the lane's first event or after its last
    unknown,          ///< nothing tells what it did
    running_or_ready, ///< in its code, but nothing tells whether it was on a CPU
    running,          ///< on a CPU; claimed only where the kernel said so
    sleeping,         ///< off the CPU voluntarily
    io,               ///< in the kernel for input or output
    off_cpu,          ///< off the CPU, the cause is unknown
    ready,            ///< could run, waits for a CPU
    waiting_start,    ///< at a start gate, before the work begins
    waiting_join,     ///< for a thread or process to end
    waiting_future,   ///< for a result
    waiting_barrier,  ///< for the others to arrive
    waiting_queue,    ///< for a message or for room
    waiting_condition,
    waiting_semaphore,
    waiting_gil,
    waiting_lock,
    count_
};
inline constexpr std::size_t state_count = static_cast<std::size_t>(LaneState::count_);

/// Returns the key in JSON's states_ms: running ready lock gil semaphore condition barrier queue join future
/// sleep io unknown; off_cpu, running_or_ready and unknown share "unknown", waiting_start is a "barrier",
/// absent has none (an empty string).
const char* json_key(LaneState state) noexcept;

/// Returns the text for people, in English as the source for translation: "running", "waiting: lock" …
const char* title_of(LaneState state) noexcept;

constexpr bool is_wait(LaneState state) noexcept {
    return state >= LaneState::waiting_start;
}

/// Returns the state of a lane that waits for an object of this kind.
LaneState wait_state(ObjectKind kind) noexcept;

/// The ns in each state.
using StateTimes = std::array<std::int64_t, state_count>;

} // namespace interleave
