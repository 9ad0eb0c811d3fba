// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_file_reader.h"

#include "core/event/error.h"
#include "core/event/session_layout.h"
#include "core/file/input_bytes.h"
#include "core/file/record_block.h"
#include "core/file/run_info_json.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

namespace {

constexpr std::size_t most_damages_told = 5;
/// A worker's two clock readings may differ by so much, see RecordCheck.
constexpr std::int64_t tolerated_ns = 20'000'000;

std::string counted(std::uint64_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

} // namespace

bool is_run_file(std::string_view beginning) {
    return beginning.starts_with(file_magic);
}

std::unique_ptr<RunReader> open_run_file(InputBytes& bytes) {
    return std::make_unique<RunFileReader>(bytes);
}

RunFileReader::RunFileReader(InputBytes& bytes) : bytes_(bytes) {
    const std::optional<FileHead> head = read_file_head(bytes_.look(file_head_bytes));
    if (!head)
        throw RunError("is damaged at its beginning, where its version stands; nothing of it can be read");
    if (head->version > file_version)
        throw RunError("is of format " + std::to_string(head->version) +
                       ", and this program reads formats up to " + std::to_string(file_version) +
                       "; open it with a newer Interleave");
    bytes_.take(file_head_bytes);
    first_ = next_block();
    if (first_ && first_->head.kind == BlockKind::info) {
        info_ = run_info_from_text(first_->content);
        knows_states_ = knows_states_from_text(first_->content);
        first_.reset();
    }
}

bool RunFileReader::has_kernel_records() const {
    return info_.switch_records.empty() || info_.switch_records.starts_with("on");
}

RunInfo RunFileReader::info() const {
    RunInfo info = info_;
    info.sources = sources_;
    info.counts.bad += bad_;
    info.counts.dropped += lost_;
    if (!end_) { // the last block that counted them may be older than the last records
        info.counts.events = std::max(info.counts.events, events_);
        info.counts.kernel = std::max(info.counts.kernel, kernel_events_);
        info.wall_ns = std::max(info.wall_ns, time_);
        info.ended.reset();
        if (info.error.empty())
            info.error = cut_;
    }
    return info;
}

RunEnd RunFileReader::end() const {
    return end_ ? *end_ : RunEnd{std::max(time_, last_time_)};
}

std::vector<std::string> RunFileReader::remarks() const {
    std::vector<std::string> remarks = damages_;
    if (damaged_ > damages_.size())
        remarks.push_back("there are " +
                          counted(damaged_ - damages_.size(), "more such place", "more such places"));
    if (bad_ > 0)
        remarks.push_back(counted(bad_, "record that cannot be was", "records that cannot be were") +
                          " skipped");
    if (unknown_ > 0)
        remarks.push_back(
            "a newer Interleave wrote it: " + counted(unknown_, "block of a kind", "blocks of kinds") +
            " that this one does not know " + (unknown_ == 1 ? "was" : "were") + " left out");
    if (!cut_.empty())
        remarks.push_back(cut_);
    return remarks;
}

bool RunFileReader::read(RecordSink& sink) {
    std::optional<Block> block = first_ ? std::exchange(first_, std::nullopt) : next_block();
    if (!block) {
        if (!end_ && cut_.empty())
            cut_ = "the file ends before the run: what came later was not written";
        return false;
    }
    try {
        take(*block, sink);
    } catch (const RunError& error) {
        note_damage(block->offset, block_head_bytes + block->head.stored, error.what(), &block->head);
    }
    return true;
}

/// Returns the next whole block. Damaged ones are noted and skipped.
std::optional<RunFileReader::Block> RunFileReader::next_block() {
    for (;;) {
        const std::uint64_t offset = bytes_.offset();
        const std::string_view seen = bytes_.look(block_head_bytes);
        if (seen.empty())
            return std::nullopt;
        const std::optional<BlockHead> head = read_block_head(seen);
        if (!head) {
            skip_to_next_head();
            if (bytes_.look(1).empty()) {
                cut_ = "the file ends within a block, at byte " + std::to_string(offset) +
                       ": what came later was not written";
                return std::nullopt;
            }
            note_damage(offset, bytes_.offset() - offset, "does not begin as a block does", nullptr);
            continue;
        }
        const std::size_t length = block_head_bytes + head->stored;
        const std::string_view whole = bytes_.look(length);
        if (whole.size() < length) {
            // Perhaps its length was damaged together with its checksum, or nothing follows.
            cut_ = "the file ends within a block, at byte " + std::to_string(offset) +
                   ": what came later was not written";
            bytes_.take(whole.size());
            return std::nullopt;
        }
        Block block{*head, {}, offset};
        try {
            block.content = content_of(*head, whole.substr(block_head_bytes, head->stored));
        } catch (const RunError& error) {
            bytes_.take(block_head_bytes);
            skip_to_next_head();
            note_damage(offset, bytes_.offset() - offset, error.what(), &*head);
            continue;
        }
        bytes_.take(length);
        return block;
    }
}

/// Skips what is no block's head.
void RunFileReader::skip_to_next_head() {
    std::size_t from = 1;
    for (;;) {
        const std::string_view seen = bytes_.look(InputBytes::capacity);
        const std::size_t found = find_block_mark(seen, from);
        if (found != std::string_view::npos && seen.size() - found >= block_head_bytes) {
            if (read_block_head(seen.substr(found))) {
                bytes_.take(found);
                return;
            }
            from = found + 1;
            continue;
        }
        if (seen.size() < InputBytes::capacity) { // that was the end
            bytes_.take(seen.size());
            return;
        }
        // A head may lie across the end of what is seen.
        bytes_.take(seen.size() - block_head_bytes);
        from = 0;
    }
}

void RunFileReader::note_damage(std::uint64_t offset, std::uint64_t bytes, const std::string& why,
                                const BlockHead* head) {
    ++damaged_;
    loss_to_tell_ = true;
    lost_ += head != nullptr && head->kind == BlockKind::records ? std::max(head->records, 1U) : 1;
    if (damages_.size() < most_damages_told)
        damages_.push_back("the block at byte " + std::to_string(offset) + " " + why + ": " +
                           counted(bytes, "byte was", "bytes were") + " skipped");
}

void RunFileReader::take(const Block& block, RecordSink& sink) {
    switch (block.head.kind) {
    case BlockKind::info:
        info_ = run_info_from_text(block.content);
        return;
    case BlockKind::sources:
        if (sources_.size() < most_source_texts)
            sources_.push_back(source_from_text(block.content));
        return;
    case BlockKind::names:
        announce(names_from_text(block.content), sink);
        return;
    case BlockKind::records:
        pass_on_records(block, sink);
        return;
    case BlockKind::end:
        end_ = end_from_text(block.content);
        return;
    case BlockKind::notes:
        notes_ = notes_from_text(block.content);
        return;
    }
    if (block.head.essential)
        throw RunError("is of a kind without which the run cannot be shown as it was");
    ++unknown_;
}

/// Announces names in the order of their numbers. Where some were lost others stand in, so that what follows
/// keeps its number.
void RunFileReader::announce(NewNames names, RecordSink& sink) {
    for (LaneInfo& lane : names.lanes) {
        if (lane.id < last_event_.size() || lane.id >= max_lanes) {
            ++bad_;
            continue;
        }
        while (last_event_.size() <= lane.id) {
            const auto number = static_cast<LaneId>(last_event_.size());
            last_event_.push_back(std::numeric_limits<std::int64_t>::min());
            if (number == lane.id) {
                sink.lane_appeared(std::move(lane));
                break;
            }
            sink.lane_appeared({number, LaneKind::thread, 0, 0, no_object, "name lost"});
        }
    }
    for (ObjectInfo& object : names.objects) {
        if (object.id < objects_ || object.id >= max_objects) {
            ++bad_;
            continue;
        }
        for (; objects_ < object.id; ++objects_)
            sink.object_appeared({objects_, ObjectKind::label, "name lost"});
        sink.object_appeared(object);
        ++objects_;
    }
    for (const auto& [number, path] : names.files) {
        if (number > 0 && number < max_files)
            sink.file_appeared(number, path);
        else
            ++bad_;
    }
}

/// Nobody knows whose records were lost, so some of every lane are said to be missing, and nothing of any
/// processor.
void RunFileReader::pass_on_loss(RecordSink& sink) {
    loss_to_tell_ = false;
    std::vector<TimedRecord> losses;
    for (std::size_t lane = 0; lane < last_event_.size(); ++lane) {
        if (last_event_[lane] != std::numeric_limits<std::int64_t>::min())
            losses.push_back(
                {last_time_, 1, no_object, 0, EventKind::records_lost, 0, static_cast<LaneId>(lane), 0});
    }
    losses.push_back({last_time_, 1, no_object, 0, EventKind::switches_lost, 0, no_lane, 0});
    sink.records(losses);
}

bool RunFileReader::is_possible(const TimedRecord& record) const noexcept {
    if (record.kind == EventKind::none || record.kind >= EventKind::count_ || record.object >= objects_ ||
        record.time < -latest_time || record.time > latest_time)
        return false;
    if (record.lane >= last_event_.size())
        return record.lane == no_lane &&
               (record.kind == EventKind::switches_lost || record.kind == EventKind::set_value);
    if (record.kind == EventKind::acquire &&
        (record.value > static_cast<std::uint64_t>(latest_time) ||
         static_cast<std::int64_t>(record.value) > record.time + tolerated_ns))
        return false;
    return is_told_by_kernel(record.kind) || record.time >= last_event_[record.lane];
}

void RunFileReader::pass_on_records(const Block& block, RecordSink& sink) {
    records_.clear();
    unpack_records(block.content, block.head.records, records_);
    if (loss_to_tell_)
        pass_on_loss(sink);
    std::size_t kept = 0;
    for (const TimedRecord& record : records_) {
        if (!is_possible(record)) {
            ++bad_;
            continue;
        }
        last_time_ = std::max(last_time_, record.time);
        if (!is_told_by_kernel(record.kind)) {
            if (record.lane != no_lane)
                last_event_[record.lane] = record.time;
            ++events_;
        } else {
            ++kernel_events_;
        }
        records_[kept++] = record;
    }
    records_.resize(kept);
    sink.records(records_);
    if (block.head.end > time_ && block.head.end <= latest_time) {
        time_ = block.head.end;
        sink.time_reached(time_);
    }
}

} // namespace interleave
