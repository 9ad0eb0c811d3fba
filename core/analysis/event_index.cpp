// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/event_index.h"

#include "core/trace/gallop.h"

#include <algorithm>
#include <utility>

namespace interleave {

EventIndex::EventIndex(const Trace& trace, EventFilter filter)
    : trace_(trace)
    , filter_(std::move(filter))
    , reached_(filter_.from) {}

bool EventIndex::extend(std::int64_t until) {
    constexpr std::size_t between_looks = 4096; // records; a quarter of a millisecond
    RecordPart part = part_of(filter_);
    part.from = reached();
    part.until = std::min(until, filter_.until);
    if (part.until <= part.from)
        return !is_cancelled_;
    MergedRecords records(trace_, lanes_of(filter_, trace_), part);
    EventMatcher matcher(trace_, filter_);
    MergedRecord record;
    std::size_t rows = size();
    std::int64_t time = part.from;
    std::uint64_t of_this_time = 0; // records so far
    for (std::size_t count = 1; records.next(record); ++count) {
        // A stretch of lost switches is told where it began, which can be before what was passed on last.
        if (record.event.time > time) {
            time = record.event.time;
            of_this_time = 0;
        }
        if (matcher.matches(record)) {
            const bool is_full = blocks_.empty() || rows - blocks_.back().first >= most_rows;
            if (is_full || scanned_ >= most_scanned) {
                blocks_.push_back({time, rows, of_this_time});
                scanned_ = 0;
            }
            ++rows;
        }
        ++of_this_time;
        ++scanned_;
        if (count % between_looks != 0)
            continue;
        size_.store(rows, std::memory_order_release);
        reached_.store(time, std::memory_order_release);
        if (is_cancelled_.load(std::memory_order_relaxed))
            return false;
    }
    size_.store(rows, std::memory_order_release);
    reached_.store(part.until, std::memory_order_release);
    return !is_cancelled_;
}

std::size_t EventIndex::block_of(std::size_t row) const noexcept {
    const std::size_t count = blocks_.size();
    return gallop(count, count / 2, [&](std::size_t block) { return blocks_[block].first <= row; }) - 1;
}

EventIndex::Rows EventIndex::rows_around(std::size_t row) const {
    const std::size_t end = size(); // before the number of blocks is read, which may grow meanwhile
    const std::size_t block = block_of(row);
    return read(block, block + 1 < blocks_.size() ? blocks_[block + 1].first : end);
}

EventIndex::Rows EventIndex::read(std::size_t block, std::size_t end) const {
    const Block begin = blocks_[block];
    RecordPart part = part_of(filter_);
    part.from = begin.time;
    MergedRecords records(trace_, lanes_of(filter_, trace_), part);
    EventMatcher matcher(trace_, filter_);
    MergedRecord record;
    for (std::uint64_t skipped = 0; skipped < begin.skipped; ++skipped)
        if (!records.next(record))
            break;
    Rows rows{begin.first, {}};
    rows.records.reserve(end - begin.first);
    while (begin.first + rows.records.size() < end && records.next(record))
        if (matcher.matches(record))
            rows.records.push_back(record);
    return rows;
}

std::size_t EventIndex::rows_until(std::int64_t time) const {
    const std::size_t end = size();
    if (end == 0)
        return 0;
    const std::size_t count = block_of(end - 1) + 1; // there may be one more by now, with no row that counts
    const std::size_t blocks =
        gallop(count, count / 2, [&](std::size_t block) { return blocks_[block].time <= time; });
    if (blocks == 0)
        return 0;
    const Rows rows = read(blocks - 1, blocks < count ? blocks_[blocks].first : end);
    const auto after = std::ranges::upper_bound(rows.records, time, {},
                                                [](const MergedRecord& row) { return row.event.time; });
    return rows.first + static_cast<std::size_t>(after - rows.records.begin());
}

} // namespace interleave
