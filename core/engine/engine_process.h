// SPDX-License-Identifier: GPL-3.0-or-later
// Starts and ends the processes of one run for the host.
#pragma once

#include "core/engine/control_socket.h"
#include "core/engine/end_report.h"
#include "core/engine/output_reader.h"
#include "core/engine/run_description.h"
#include "core/event/session_region.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace interleave {

struct SpawnSettings;

/// Starts a guardian, and through it the engine. One thread uses it, except for ask_to_stop().
class EngineProcess {
public:
    /// Returns when the engine waits at its gate. Throws RunError if it does not get there. `streams` are for
    /// a program that is captured; it has copies of them then.
    EngineProcess(const RunDescription& run, const SessionRegion& region, const ProgramStreams& streams = {});
    /// Kills the remaining processes of the run, and returns when they have ended.
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    /// Returns the id of the engine's main process, which leads the process group of the run.
    pid_t pid() const noexcept { return engine_; }

    void open_gate() noexcept;
    /// Says that the user pressed Ctrl+C, which a recorded program got from the terminal, too.
    void pass_on_interrupt() noexcept;
    /// Any thread may call it. It takes no lock and allocates no memory.
    void ask_to_stop() noexcept;

    /// Waits up to `wait` for the end report. When it returns a report, no process of the run is left, not
    /// even the guardian. If a guardian does not end the run within the time that it has after it was asked
    /// to or after the time limit, 0.5 s for a scenario, all its processes are killed here.
    std::optional<EndReport> wait_for_end(std::chrono::microseconds wait);

private:
    using Time = std::chrono::steady_clock;

    void launch(const std::string& program, const ControlSocket& guardian_end, const SessionRegion& region,
                const ProgramStreams& streams);
    void spawn(const std::string& program, std::vector<std::string> arguments, const SpawnSettings& settings);
    void await_ready();
    ProcessExit reap_guardian(std::chrono::milliseconds timeout) noexcept;
    void kill_run() const noexcept;
    bool guardian_is_stopped() const noexcept;
    std::optional<Time::time_point> end_due_since() const noexcept;
    std::optional<EndReport> end_overdue_run();
    EndReport report_loss();

    ControlSocket control_;
    std::optional<std::chrono::milliseconds> time_limit_;
    bool is_of_program_;
    pid_t guardian_ = -1; ///< -1 once it is reaped
    pid_t engine_ = -1;
    std::optional<Time::time_point> gate_opened_;
    std::atomic<Time::rep> asked_to_stop_{0};        ///< when it was first asked, 0 before
    std::optional<Time::time_point> overdue_killed_; ///< when the host had to kill the run
};

} // namespace interleave
