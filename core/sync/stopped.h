// SPDX-License-Identifier: GPL-3.0-or-later
// How a run ends before its time: every wait and every hand-over point throws Stopped.
#pragma once

#include <csignal>
#include <exception>

namespace interleave {

/// Thrown in a worker when its session shall end. Not an error: guards release, the worker ends, nobody
/// reports it.
class Stopped final : public std::exception {
public:
    const char* what() const noexcept override { return "the run was stopped"; }
};

/// Sent to every lane's thread, again and again until it has ended, after the session's stop flag was set. It
/// breaks off a wait in the kernel; whoever is between two waits finds the flag at its next hand-over point.
inline constexpr int stop_signal = SIGUSR2;

/// Makes this process (and those it forks) answer to stop_signal. Once at start, before the first worker.
/// Throws std::system_error.
void listen_for_stop();

/// Whether this process's session shall end. False outside a session. Any thread may call it.
bool stop_requested() noexcept;

/// Throws Stopped if stop_requested().
void throw_if_stopped();

} // namespace interleave
