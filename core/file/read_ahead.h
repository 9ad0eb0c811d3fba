// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a run on a thread of its own, some records ahead of who builds a trace of them, so that two
// processors share the work.
#pragma once

#include "core/file/record_portion.h"
#include "core/file/run_reader.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace interleave {

/// One thread uses it.
class ReadAhead {
public:
    /// What was read since the portion before.
    struct Portion {
        RecordPortion records{};
        std::optional<RunInfo> info{}; ///< what is known of the run by then, from time to time
    };

    /// `reader` must outlive this, and may be used again after next() returned false or threw. Throws
    /// std::system_error if there can be no thread.
    explicit ReadAhead(RunReader& reader);
    /// Waits until the reader returns; who destroys this before next() was false cancels its bytes before.
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// Waits for the next part. Returns false if there is none; throws what the reader threw, after all that
    /// it had passed on.
    bool next(Portion& portion);

private:
    void read();
    void hand_over(Portion& portion, bool waits);

    RunReader& reader_;
    std::mutex mutex_; ///< guards the members below
    std::condition_variable changed_;
    std::deque<Portion> ready_;
    std::exception_ptr error_;
    bool over_ = false;  ///< nothing more will be ready
    bool wanted_ = true; ///< by who uses this
    std::thread thread_;
};

} // namespace interleave
