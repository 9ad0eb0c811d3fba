// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a file of Interleave's own format, also one that is cut, damaged, or still being written at the other
// end of a pipe.
#pragma once

#include "core/file/file_block.h"
#include "core/file/names_json.h"
#include "core/file/run_notes.h"
#include "core/file/run_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

bool is_run_file(std::string_view beginning);
/// Throws RunError, whose message follows the file's name, for a version that this program does not know.
std::unique_ptr<RunReader> open_run_file(InputBytes& bytes);

class RunFileReader final : public RunReader {
public:
    /// Reads on until what is known of the run before its first record. `bytes` must outlive this. Throws
    /// RunError as open_run_file() does.
    explicit RunFileReader(InputBytes& bytes);

    bool has_kernel_records() const override;
    bool knows_states() const override { return knows_states_; }
    RunInfo info() const override;
    bool read(RecordSink& sink) override;
    RunEnd end() const override;
    RunNotes notes() const override { return notes_; }
    std::vector<std::string> remarks() const override;

private:
    /// A block with its place, or nothing where the file ends.
    struct Block {
        BlockHead head;
        std::string content;
        std::uint64_t offset;
    };

    std::optional<Block> next_block();
    void skip_to_next_head();
    void note_damage(std::uint64_t offset, std::uint64_t bytes, const std::string& why,
                     const BlockHead* head);
    void take(const Block& block, RecordSink& sink);
    void announce(NewNames names, RecordSink& sink);
    void pass_on_loss(RecordSink& sink);
    void pass_on_records(const Block& block, RecordSink& sink);
    bool is_possible(const TimedRecord& record) const noexcept;

    InputBytes& bytes_;
    RunInfo info_;
    bool knows_states_ = true;
    std::vector<SourceText> sources_;
    std::optional<Block> first_; ///< read before the first read()
    std::optional<RunEnd> end_;
    RunNotes notes_;
    std::vector<TimedRecord> records_;
    std::vector<std::int64_t> last_event_; ///< by lane: time of its last own record
    std::uint32_t objects_ = 1;            ///< number of the next one
    std::int64_t time_ = 0;                ///< of the last time_reached()
    std::int64_t last_time_ = 0;           ///< of all records
    std::uint64_t events_ = 0;             ///< passed on, of workers
    std::uint64_t kernel_events_ = 0;      ///< passed on, of the kernel
    std::uint64_t bad_ = 0;                ///< impossible records, skipped
    std::uint64_t lost_ = 0;               ///< records of damaged blocks, at least
    bool loss_to_tell_ = false;            ///< a block was damaged since the last records
    std::uint64_t damaged_ = 0;            ///< damaged places
    std::uint64_t unknown_ = 0;            ///< blocks of kinds that this program does not know
    std::vector<std::string> damages_;     ///< the first of them in words
    std::string cut_;                      ///< where the file is cut, in words; empty if it is not
};

} // namespace interleave
