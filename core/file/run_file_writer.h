// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a run into a file of Interleave's own format while it goes on. docs/file-format.md describes the
// bytes.
#pragma once

#include "core/event/record_sink.h"
#include "core/file/file_block.h"
#include "core/file/names_json.h"
#include "core/file/record_block.h"
#include "core/file/run_reader.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// One thread uses it. All functions may throw what `write` throws, and std::bad_alloc.
class RunFileWriter final : public RecordSink {
public:
    /// Gets the file's bytes in their order. Each call but the first has whole blocks.
    using Write = std::function<void(std::string_view)>;

    /// Writes the file's beginning: what is known of the run before its first record.
    /// `knows_states` is Trace::knows_states() of its trace.
    RunFileWriter(Write write, const RunInfo& info, bool knows_states = true);

    void lane_appeared(const LaneInfo& lane) override { names_.lanes.push_back(lane); }
    void object_appeared(const ObjectInfo& object) override { names_.objects.push_back(object); }
    void file_appeared(std::uint32_t number, const std::string& path) override {
        names_.files.emplace_back(number, path);
    }
    void records(std::span<const TimedRecord> batch) override;
    void time_reached(std::int64_t time) override { time_ = time; }

    /// Writes all that has come so far, so that a file which is cut from here on has it.
    void flush();
    /// Writes what is known of the run by now, behind all that has come so far. Texts of sources are only
    /// ever added to those of the call before.
    void write_info(const RunInfo& info);
    /// Writes the file's end: what is known of the run when it is over.
    void write_end(const RunInfo& info, const RunEnd& end);

private:
    void write_names();
    void write_records();
    void write_json(BlockKind kind, const std::string& text);

    Write write_;
    bool knows_states_;
    RecordPacker packer_;
    NewNames names_;
    std::vector<TimedRecord> pending_;
    std::size_t sources_written_ = 0;
    std::int64_t time_ = 0;         ///< of the last time_reached()
    std::int64_t written_time_ = 0; ///< of the last block
};

} // namespace interleave
