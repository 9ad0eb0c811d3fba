// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a run while it goes on: passes all that it gets on to a trace, and hands a copy to a thread of its
// own, which packs and writes it. So a slow disk never holds up the collector.
#pragma once

#include "core/event/record_sink.h"
#include "core/file/growing_file.h"
#include "core/file/record_portion.h"
#include "core/file/run_notes.h"
#include "core/file/run_reader.h"
#include "core/trace/run_info.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>

namespace interleave {

/// The sink's functions, say() and finish() are called by one thread, the collector's.
class RunSaver final : public RecordSink {
public:
    /// Makes the file at `path`, or takes standard output for "-". It ends with an error() before it gets
    /// longer than `most_bytes`. Throws RunError if it cannot be made.
    explicit RunSaver(const std::string& path,
                      std::uint64_t most_bytes = std::numeric_limits<std::uint64_t>::max());
    /// Writes what it has got, if finish() was not called.
    ~RunSaver() override;

    /// Starts the file with what is known before the first record; it is called once, before all else.
    /// `knows_states` is as of the trace. Throws RunError if the thread cannot be started.
    void begin(const RunInfo& info, bool knows_states = true);

    void lane_appeared(const LaneInfo& lane) override;
    void object_appeared(const ObjectInfo& object) override;
    void file_appeared(std::uint32_t number, const std::string& path) override;
    void records(std::span<const TimedRecord> batch) override;
    void time_reached(std::int64_t time) override;

    /// Saves what is known by now, if that is due: once a second.
    void update(const RunInfo& info);
    /// Saves the end of the run with what a user noted in it, and waits until the file is complete.
    void finish(const RunInfo& info, const RunEnd& end, const RunNotes& notes = {});

    /// Returns why not all could be saved, in one line; empty if all could. It is complete after finish().
    std::string error() const;

private:
    /// What came since the thread last looked.
    struct Portion {
        RecordPortion records{};
        std::optional<RunInfo> info{};
        std::optional<RunEnd> end{};
        RunNotes notes{};  ///< with the end
        bool last = false; ///< nothing will come any more
    };

    void write();
    void write_portions();
    void give_up(const std::string& error);
    void stop_keeping(const char* why);
    Portion take_portion();

    void append(std::string_view bytes);

    GrowingFile file_;
    const std::uint64_t most_bytes_;
    std::uint64_t bytes_ = 0; ///< written; the saving thread's
    std::optional<RunInfo> first_info_;
    bool knows_states_ = true;
    std::chrono::steady_clock::time_point next_update_{};
    mutable std::mutex mutex_; ///< guards the members below
    std::condition_variable more_;
    Portion next_;
    bool over_ = false;
    bool given_up_ = false; ///< no more is saved
    std::string error_;
    std::thread thread_;
};

} // namespace interleave
