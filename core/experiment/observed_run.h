// SPDX-License-Identifier: GPL-3.0-or-later
// A run being watched: session → trace → analysis, on a thread of its own, so that a window or a command just
// looks.
#pragma once

#include "core/analysis/run_report.h"
#include "core/analysis/wait_for_graph.h"
#include "core/engine/session.h"
#include "core/experiment/machine_load.h"
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

/// A snapshot for status lines.
struct RunStatus {
    bool finished = false;
    std::int64_t elapsed_ns = 0;
    CollectorCounts counts;
    std::string switch_records; ///< "on" or "off, …"
};

/// Owner: one thread. The trace and all functions may be used by any thread while this object lives.
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
    RunStatus status() const;
    void request_stop() noexcept;
    bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
    /// True if the run finished within `limit`.
    bool wait(std::chrono::milliseconds limit) const;
    /// Only after finished(). Then it does not change any more.
    const RunReport& report() const;

private:
    void watch() noexcept;
    void drain_to_the_end();
    void look_for_deadlock();
    void look_at_memory();
    void tell_status();
    void consider_other_programs();
    void report_deadlock();
    void finish();

    RunRequest request_;
    MachineLoad load_before_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Trace> trace_;
    mutable std::mutex mutex_; ///< guards status_ and the wait for the end
    mutable std::condition_variable ended_;
    RunStatus status_;
    RunReport report_;
    std::vector<Ring> deadlock_; ///< the watcher's; empty if there is none
    std::string trouble_;        ///< the watcher's: why it had to end the run
    std::size_t most_bytes_;     ///< of the trace
    std::atomic<bool> finished_{false};
    std::thread watcher_;
};

} // namespace interleave
