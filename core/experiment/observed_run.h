// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is watched: a thread of its own takes its records from session to trace, keeps its RunInfo up to
// date and ends it where it must, so that a window or a command only looks.
#pragma once

#include "core/analysis/run_report.h"
#include "core/analysis/wait_for_graph.h"
#include "core/engine/session.h"
#include "core/experiment/machine_load.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace interleave {

/// One thread owns it. The trace and all functions may be used by any thread while this object lives.
class ObservedRun {
public:
    /// Starts the run. Throws RunError if the engine cannot be started.
    explicit ObservedRun(RunRequest request);
    /// Ends the run if it goes on.
    ~ObservedRun();
    ObservedRun(const ObservedRun&) = delete;
    ObservedRun& operator=(const ObservedRun&) = delete;

    const RunRequest& request() const noexcept { return request_; }
    const Trace& trace() const noexcept { return *trace_; }
    /// What is known by now. After finished() it is all there, and does not change any more.
    RunInfo info() const;
    void request_stop() noexcept;
    bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
    /// True if the run finished within `limit`.
    bool wait(std::chrono::milliseconds limit) const;
    /// May be called only after finished().
    const RunReport& report() const noexcept { return report_; }

private:
    void watch() noexcept;
    void drain_to_the_end();
    void look_for_deadlock();
    void look_at_memory();
    void update_info();
    RunInfo final_info() const;
    void add_deadlock(RunInfo& info) const;
    void doubt_checks();
    void finish();

    RunRequest request_;
    RunInfo info_; ///< guarded by mutex_
    MachineLoad load_before_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Trace> trace_;
    mutable std::mutex mutex_; ///< guards info_, and the wait for the end
    mutable std::condition_variable ended_;
    RunReport report_;
    std::vector<Ring> deadlock_; ///< empty if there is none; the watcher's own
    std::string trouble_;        ///< why the watcher had to end the run; its own
    std::size_t most_bytes_;     ///< of the trace
    std::atomic<bool> finished_{false};
    std::thread watcher_;
};

} // namespace interleave
