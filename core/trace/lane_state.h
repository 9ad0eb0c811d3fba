// SPDX-License-Identifier: GPL-3.0-or-later
// The rule that combines what a worker reported and what the kernel reported into one state. It is a pure
// function.
#pragma once

#include "core/trace/state.h"

#include <cstdint>

namespace interleave {

/// What the kernel reported last about a lane's thread, and who woke it since.
enum class Cpu : std::uint8_t {
    unknown, ///< nothing: no switch records, or some were lost
    on,      ///< on a CPU
    ready,   ///< off a CPU though it could run: taken off, or woken since
    blocked, ///< went off because it had to wait
    runnable ///< woken, but it may have been on a CPU even then
};

/// What the lane is doing according to its own events.
enum class Doing : std::uint8_t {
    unknown,  ///< records of it are missing
    code,     ///< no instrumented operation
    waiting,  ///< for an object
    sleeping, ///< between sleep_begin and sleep_end
    io,       ///< between io_begin and io_end
};

/// What a lane's own records say of its end.
enum class OwnEnd : std::uint8_t {
    none,     ///< nothing: it goes on, or was ended from outside
    returned, ///< its body returned
    threw,    ///< an exception left its body
    signalled ///< its thread got a signal that ended its process
};
struct LaneEndNote {
    OwnEnd how = OwnEnd::none;
    std::uint16_t detail = 0; ///< the signal, or the label that says what was thrown; 0: not known

    bool operator==(const LaneEndNote&) const = default;
};

/// A state as a segment shows it.
struct ShownState {
    LaneState state;
    bool in_wait; ///< running or ready within a wait: about to block, spinning, or just woken
    bool operator==(const ShownState&) const = default;
};

/// `wait` is the state of the object waited for (wait_state of its kind; waiting_gil in a forced wait).
///
///              | unknown  code              waiting           sleeping  io
///    unknown   | unknown  running_or_ready  wait              sleeping  io
///    on        | running  running           running, in_wait  running   running
///    ready     | ready    ready             ready, in_wait    ready     ready
///    blocked   | off_cpu  off_cpu           wait              sleeping  io
///    runnable  | running_or_ready, in_wait while it waits
///
/// So without switch records no lane is ever shown as running.
constexpr ShownState shown_state(Cpu cpu, Doing doing, LaneState wait) noexcept {
    if (cpu == Cpu::on)
        return {LaneState::running, doing == Doing::waiting};
    if (cpu == Cpu::ready)
        return {LaneState::ready, doing == Doing::waiting};
    if (cpu == Cpu::runnable)
        return {LaneState::running_or_ready, doing == Doing::waiting};
    switch (doing) {
    case Doing::waiting:
        return {wait, false};
    case Doing::sleeping:
        return {LaneState::sleeping, false};
    case Doing::io:
        return {LaneState::io, false};
    case Doing::code:
    case Doing::unknown:
        break;
    }
    if (cpu == Cpu::blocked)
        return {LaneState::off_cpu, false};
    return {doing == Doing::code ? LaneState::running_or_ready : LaneState::unknown, false};
}

} // namespace interleave
