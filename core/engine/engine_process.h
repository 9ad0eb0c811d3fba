// SPDX-License-Identifier: GPL-3.0-or-later
// The host's hold on the processes of one run.
#pragma once

#include "core/engine/control_socket.h"
#include "core/engine/end_report.h"
#include "core/engine/run_description.h"
#include "core/event/session_region.h"

#include <chrono>
#include <optional>
#include <sys/types.h>

namespace interleave {

/// Starts a guardian, and through it the engine. One thread uses it, except for ask_to_stop().
class EngineProcess {
public:
    /// Returns when the engine stands at its gate. Throws RunError if it does not get there.
    EngineProcess(const RunDescription& run, const SessionRegion& region);
    /// Kills what is left of the run, and returns when it is gone.
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    /// Of the engine's main process, which leads the process group of the run.
    pid_t pid() const noexcept { return engine_; }

    void open_gate() const noexcept;
    /// May be called by any thread; takes neither a lock nor memory.
    void ask_to_stop() const noexcept;

    /// Waits up to `wait`. Once the report is there no process of the run is left, the guardian included.
    std::optional<EndReport> wait_for_end(std::chrono::microseconds wait);

private:
    void launch(const std::string& program, const ControlSocket& guardian_end, const SessionRegion& region);
    void await_ready();
    ProcessExit reap_guardian(std::chrono::milliseconds patience) noexcept;
    void kill_the_rest() const noexcept;
    EndReport report_loss();

    ControlSocket control_;
    pid_t guardian_ = -1; ///< -1 once it is reaped
    pid_t engine_ = -1;
};

} // namespace interleave
