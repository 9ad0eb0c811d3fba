// SPDX-License-Identifier: GPL-3.0-or-later
// The signals of a terminal while a program is recorded, which are meant for that program.
#pragma once

#include <array>
#include <csignal>

namespace interleave {

/// While it lives, Ctrl+C and Ctrl+\ do not end this process: the program got them, too, and decides. SIGTERM
/// and the end of the terminal are remembered. At most one exists at a time, on the main thread.
class ProgramSignals {
public:
    ProgramSignals() noexcept;
    ~ProgramSignals();
    ProgramSignals(const ProgramSignals&) = delete;
    ProgramSignals& operator=(const ProgramSignals&) = delete;

    /// Returns how often Ctrl+C was pressed.
    int interrupts() const noexcept;
    bool asked_to_end() const noexcept;

    /// From now on each of these signals ends this process, as the program is over.
    void end_at_once() noexcept;

private:
    static constexpr std::array numbers{SIGINT, SIGQUIT, SIGTERM, SIGHUP};

    std::array<struct sigaction, numbers.size()> before_{};
};

} // namespace interleave
