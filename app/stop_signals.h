// SPDX-License-Identifier: GPL-3.0-or-later
// Turns Ctrl+C and SIGTERM into a request to stop that a waiting loop can poll.
#pragma once

#include <csignal>

namespace interleave {

/// While it lives, and until end_at_once(), the first SIGINT or SIGTERM is only remembered; a second one ends
/// the program as usual (what it runs ends with it). At most one exists at a time, on the main thread.
class StopSignals {
public:
    StopSignals() noexcept;
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Returns the number of the signal that was received, or 0.
    int received() const noexcept;

    /// From now on a signal, also a second one, ends the program at once with the exit status 128 and its
    /// number, after it wrote `line` to standard error. It is for work that cannot look at received(). `line`
    /// must be a constant that ends in a newline. `known` is the signal that the caller has acted upon, or 0;
    /// another one that has come meanwhile ends the program now.
    void end_at_once(const char* line, int known) noexcept;

private:
    struct sigaction interrupt_before_ {};
    struct sigaction terminate_before_ {};
};

} // namespace interleave
