// SPDX-License-Identifier: GPL-3.0-or-later
// A run that its own thread watches. The thread moves the records from session to trace, keeps the RunInfo up
// to date and ends the run where it must, so that a window or a command only reads.
#pragma once

#include "core/analysis/run_report.h"
#include "core/analysis/wait_for_graph.h"
#include "core/engine/session.h"
#include "core/experiment/machine_load.h"
#include "core/experiment/memory_guard.h"
#include "core/experiment/program_sources.h"
#include "core/file/run_saver.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace interleave {

/// One thread owns it. Any thread may use the trace and all functions while this object exists.
class ObservedRun {
public:
    /// Starts the run. `saver`, if it is not nullptr, saves it from its first record on. Throws RunError if
    /// the engine or a thread cannot be started.
    explicit ObservedRun(RunRequest request, std::unique_ptr<RunSaver> saver = nullptr);
    /// Ends the run if it has not ended.
    ~ObservedRun();
    ObservedRun(const ObservedRun&) = delete;
    ObservedRun& operator=(const ObservedRun&) = delete;

    const RunRequest& request() const noexcept { return request_; }
    const Trace& trace() const noexcept { return *trace_; }
    /// Returns what is known by now. After finished() it is complete and does not change.
    RunInfo info() const;
    void request_stop() noexcept;
    /// See Session::pass_on_interrupt().
    void pass_on_interrupt() noexcept;
    bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
    /// Waits, and returns true if the run finished within `limit`.
    bool wait(std::chrono::milliseconds limit) const;
    /// Returns the report. It may be called only after finished().
    const RunReport& report() const noexcept { return report_; }
    /// Returns what a program that is captured prints; nullptr if none is. It outlives the run.
    std::shared_ptr<const ProgramOutput> output() const { return session_->output(); }
    /// Returns how the first process of the run ended; nothing if that is not known. It may be called only
    /// after finished().
    std::optional<ProcessExit> first_exit() const;
    /// Returns what a controlled run did. It may be called only after finished().
    const OrderLog& order_log() const noexcept { return order_log_; }
    /// Returns what the scenario said of its results. It may be called only after finished().
    std::vector<Said> said() const;
    /// Returns why not all of the run was saved, in one line; empty if all was, or was not to be. It is
    /// complete after finished().
    std::string save_error() const { return saver_ ? saver_->error() : std::string(); }

private:
    void watch() noexcept;
    void drain_to_the_end();
    void drain_to_the_end(RecordSink& sink);
    void drain_records_to_the_end(RecordSink& sink);
    void drain_and_discard() noexcept;
    void check_for_deadlock();
    void check_control();
    CollectorCounts counts() const;
    void update_info();
    void doubt_switch_records(RunInfo& info) const;
    RunInfo final_info() const;
    void add_deadlock(RunInfo& info) const;
    void doubt_checks();
    void finish();
    void finish_without_report() noexcept;
    void say_finished() noexcept;

    RunRequest request_;
    RunInfo info_; ///< guarded by mutex_
    MachineLoad load_before_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Trace> trace_;
    mutable std::mutex mutex_; ///< guards info_, and the wait for the end
    mutable std::condition_variable ended_;
    RunReport report_;
    std::vector<WaitCycle> deadlock_; ///< empty if there is none; watcher only
    OrderLog order_log_;              ///< of a controlled run; watcher only, until finished()
    std::uint64_t passes_seen_ = 0;   ///< of a controlled run; watcher only
    std::chrono::steady_clock::time_point passes_changed_{}; ///< when it was another number; watcher only
    std::string failure_;             ///< why the watcher had to end the run; watcher only
    bool end_unknown_ = false;        ///< the session could not say how the run ended; watcher only
    MemoryGuard guard_;               ///< watcher only
    ProgramSources sources_;          ///< watcher only
    std::unique_ptr<RunSaver> saver_; ///< may be nullptr; watcher only, but for error()
    std::atomic<bool> finished_{false};
    std::thread watcher_;
};

} // namespace interleave
