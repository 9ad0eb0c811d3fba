// SPDX-License-Identifier: GPL-3.0-or-later
// Ends a run early: every wait and every hand-over point throws Stopped.
#pragma once

#include <csignal>
#include <exception>

namespace interleave {

/// Is thrown in a worker when its session shall end. It is not an error: guards release what they hold, the
/// worker ends, and it is not reported.
class Stopped final : public std::exception {
public:
    const char* what() const noexcept override { return "the run was stopped"; }
};

/// After the session's stop flag was set, it is sent to every lane's thread repeatedly until the thread has
/// ended. It interrupts a wait in the kernel. A lane between two waits finds the flag at its next hand-over
/// point.
inline constexpr int stop_signal = SIGUSR2;

/// Makes this process and those that it forks handle stop_signal. It is called once at start, before the
/// first worker. Throws std::system_error.
void listen_for_stop();

/// Returns whether this process's session shall end; false outside a session. Any thread may call it.
bool stop_requested() noexcept;

/// Throws Stopped if stop_requested().
void throw_if_stopped();

} // namespace interleave
