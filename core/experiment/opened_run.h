// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is read from a file, or from a pipe while it goes on elsewhere. A thread of its own moves the
// records to a trace, so that a window or a command shows it as it shows a run of this machine.
#pragma once

#include "core/analysis/run_report.h"
#include "core/experiment/memory_guard.h"
#include "core/file/input_bytes.h"
#include "core/file/read_ahead.h"
#include "core/file/run_notes.h"
#include "core/file/run_reader.h"
#include "core/file/run_saver.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace interleave {

/// One thread owns it. Any thread may use the trace and all functions while this object exists.
class OpenedRun {
public:
    /// Makes what saves the run while it is read, or nullptr; called once, when it is known what the run is.
    using MakeSaver = std::function<std::unique_ptr<RunSaver>(const RunInfo& info)>;

    /// Opens the file, or standard input for "-", and begins to read it. From a pipe it waits for the first
    /// bytes. Throws RunError with one line for what is no trace.
    explicit OpenedRun(const std::string& path);
    /// The same of bytes that another thread may cancel while it waits for the first of them; then it throws
    /// Cancelled. `path` is what they are called by.
    OpenedRun(const std::string& path, std::shared_ptr<InputBytes> bytes, const MakeSaver& make_saver = {});
    /// Ends the reading if it has not ended.
    ~OpenedRun();
    OpenedRun(const OpenedRun&) = delete;
    OpenedRun& operator=(const OpenedRun&) = delete;

    const Trace& trace() const noexcept { return *trace_; }
    /// Returns what is known by now. After finished() it is complete and does not change.
    RunInfo info() const;
    /// Ends the reading. What was read stays.
    void cancel() const noexcept { bytes_->cancel(); }
    bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
    /// Waits, and returns true if the reading finished within `limit`.
    bool wait(std::chrono::milliseconds limit) const;
    /// Returns the share of the file that has been read, from 0 to 1, or nothing if its size is not known.
    std::optional<double> progress() const noexcept { return bytes_->progress(); }

    // These may be called only after finished().
    const RunReport& report() const noexcept { return report_; }
    /// What people should know of the file, a line each; see RunReader::remarks().
    const std::vector<std::string>& remarks() const noexcept { return remarks_; }
    /// What a user noted in it.
    const RunNotes& notes() const noexcept { return notes_; }
    /// Why not all of the file could be read, in one line; empty if all was.
    const std::string& error() const noexcept { return error_; }

    /// Returns why not all of the run was saved, in one line; empty if all was, or was not to be. It is
    /// complete after finished().
    std::string save_error() const { return saver_ ? saver_->error() : std::string(); }

private:
    void read() noexcept;
    void read_to_the_end();
    void read_to_the_end(RecordSink& sink);
    bool next(ReadAhead& ahead, ReadAhead::Portion& portion) const;
    void update(RunInfo info);
    void finish();

    std::string name_; ///< of the file, for people: "'deadlock.ilv'" or "standard input"
    std::shared_ptr<InputBytes> bytes_;
    std::unique_ptr<RunReader> reader_;
    std::unique_ptr<Trace> trace_;
    MemoryGuard guard_;               ///< reading thread only
    std::unique_ptr<RunSaver> saver_; ///< may be nullptr; reading thread only, but for error()
    mutable std::mutex mutex_;        ///< guards info_, and the wait for the end
    mutable std::condition_variable ended_;
    RunInfo info_;
    RunReport report_;
    std::vector<std::string> remarks_;
    RunNotes notes_;
    std::string error_;
    std::atomic<bool> finished_{false};
    std::thread thread_;
};

} // namespace interleave
