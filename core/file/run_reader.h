// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of a recorded run: it feeds a trace with what a file holds, in the way in which the collector
// feeds it with what an engine does. Each format has a reader of its own.
#pragma once

#include "core/event/record_sink.h"
#include "core/trace/process_exit.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace interleave {

class InputBytes;
struct RunNotes;

/// How the trace of a run is closed: what Trace::close() gets.
struct RunEnd {
    std::int64_t time = 0; ///< ns since the trace's time 0
    std::vector<ProcessExit> exits{};
};

/// One thread uses it, the one that owns the trace's writer side. The bytes are untrusted: no file makes a
/// reader crash, hang, or take memory out of proportion to the events that it holds.
class RunReader {
public:
    RunReader() = default;
    virtual ~RunReader() = default;
    RunReader(const RunReader&) = delete;
    RunReader& operator=(const RunReader&) = delete;

    /// Whether the file has switches of the kernel, without which no lane is shown as running.
    virtual bool has_kernel_records() const = 0;
    /// Whether the file tells of the states of its lanes. Without, its trace is made as one that knows none.
    virtual bool knows_states() const { return true; }
    /// Returns what is known of the run by now. Before the first read() that is what the file's begin says.
    virtual RunInfo info() const = 0;
    /// Passes on the next part of the run. Returns false if that was the last one. Throws RunError for what
    /// ends the reading; what was passed on before stays. It takes some ms, or waits for a pipe.
    virtual bool read(RecordSink& sink) = 0;
    /// May be called after the last read(), also after one that threw.
    virtual RunEnd end() const = 0;
    /// Returns what a user noted in it, as far as it was read; nothing in formats that have no notes.
    virtual RunNotes notes() const;
    /// What people should know of the file, a line each: what was skipped and how often, and where the file
    /// is broken. Each is printable and bounded, and so is their number.
    virtual std::vector<std::string> remarks() const = 0;
};

/// Chooses the reader by what the file begins with, whatever its name. Throws RunError, whose message follows
/// the file's name, for what no reader knows: "is no trace: …". `bytes` must outlive the reader.
std::unique_ptr<RunReader> read_run(InputBytes& bytes);

} // namespace interleave
