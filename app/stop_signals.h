// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+C and SIGTERM as a wish to stop that a waiting loop can look at.
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

    /// The number of the signal that came, or 0.
    int received() const noexcept;

private:
    struct sigaction interrupt_before_ {};
    struct sigaction terminate_before_ {};
};

} // namespace interleave
