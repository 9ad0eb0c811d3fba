// SPDX-License-Identifier: GPL-3.0-or-later
// Turns Ctrl+C and SIGTERM into a request to stop that a waiting loop can poll.
#pragma once

#include <csignal>

namespace interleave {

/// While it lives, the first SIGINT or SIGTERM is only remembered; a second one ends the program as usual
/// (what it runs ends with it). At most one exists at a time, on the main thread.
class StopSignals {
public:
    StopSignals() noexcept;
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Returns the number of the signal that was received, or 0.
    int received() const noexcept;

private:
    struct sigaction interrupt_before_ {};
    struct sigaction terminate_before_ {};
};

} // namespace interleave
