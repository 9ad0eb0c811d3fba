// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_file_writer.h"

#include "core/event/error.h"
#include "core/file/run_info_json.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace interleave {

namespace {

/// So many names are never longer than a block may be, however many bytes their letters take.
constexpr std::size_t most_names_in_block = 2048;

/// Moves the first `count` elements of `from`, or all, to a new vector.
template <typename Element>
std::vector<Element> take_first(std::vector<Element>& from, std::size_t& count) {
    const auto taken = static_cast<std::ptrdiff_t>(std::min(count, from.size()));
    count -= static_cast<std::size_t>(taken);
    std::vector<Element> first(std::make_move_iterator(from.begin()),
                               std::make_move_iterator(from.begin() + taken));
    from.erase(from.begin(), from.begin() + taken);
    return first;
}

} // namespace

RunFileWriter::RunFileWriter(Write write, const RunInfo& info, bool knows_states)
    : write_(std::move(write))
    , knows_states_(knows_states) {
    write_(file_head());
    write_info(info);
}

void RunFileWriter::records(std::span<const TimedRecord> batch) {
    while (!batch.empty()) {
        const std::size_t count = std::min(batch.size(), most_records_in_block - pending_.size());
        pending_.insert(pending_.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
        batch = batch.subspan(count);
        if (pending_.size() == most_records_in_block) {
            write_names();
            write_records();
        }
    }
}

void RunFileWriter::flush() {
    write_names();
    if (!pending_.empty() || time_ > written_time_)
        write_records();
}

void RunFileWriter::write_info(const RunInfo& info) {
    flush();
    write_json(BlockKind::info, run_info_to_text(info, knows_states_));
    for (; sources_written_ < info.sources.size(); ++sources_written_)
        write_json(BlockKind::sources, source_to_text(info.sources[sources_written_]));
}

void RunFileWriter::write_end(const RunInfo& info, const RunEnd& end) {
    write_info(info);
    write_json(BlockKind::end, end_to_text(end));
}

void RunFileWriter::write_names() {
    while (!names_.empty()) {
        std::size_t room = most_names_in_block;
        NewNames some;
        some.lanes = take_first(names_.lanes, room);
        some.objects = take_first(names_.objects, room);
        some.files = take_first(names_.files, room);
        write_json(BlockKind::names, names_to_text(some));
    }
}

void RunFileWriter::write_records() {
    BlockHead head{.kind = BlockKind::records};
    head.begin = pending_.empty() ? time_ : pending_.front().time;
    head.end = time_;
    head.records = static_cast<std::uint32_t>(pending_.size());
    write_(make_block(head, packer_.pack(pending_)));
    written_time_ = time_;
    pending_.clear();
}

void RunFileWriter::write_json(BlockKind kind, const std::string& text) {
    if (text.size() > longest_block)
        throw RunError("cannot save what is known of the run: it takes more than 4 MiB");
    write_(make_block({.kind = kind, .begin = written_time_, .end = written_time_}, text));
}

} // namespace interleave
