// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/processor_columns.h"

#include "core/trace/column_cursor.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t most_looked_at = 64;

void add(const Occupied& occupied, ProcessorColumn& column) noexcept {
    if (occupied.lane == not_known_lane) {
        column.not_known = true;
    } else if (occupied.lane != no_lane) {
        column.several |= column.lane != no_lane && column.lane != occupied.lane;
        column.lane = occupied.lane;
    }
}

/// Adds who was on the processor from change `first` to change `last`.
void add_lanes(const Processor& processor, std::size_t first, std::size_t last,
               ProcessorColumn& column) noexcept {
    const std::size_t head = std::min(last + 1, first + most_looked_at / 2);
    const std::size_t tail = std::max(head, last + 1 - std::min(last + 1, most_looked_at / 2));
    for (std::size_t i = first; i < head; ++i)
        add(processor[i], column);
    for (std::size_t i = tail; i <= last; ++i)
        add(processor[i], column);
    if (column.several)
        column.lane = no_lane;
}

} // namespace

void processor_columns(const Processor& processor, std::int64_t from, std::int64_t until,
                       std::int64_t live_end, std::span<ProcessorColumn> columns) {
    if (columns.empty())
        return;
    ColumnCursor cursor(from, until, columns.size());
    std::size_t at = 0;
    for (ProcessorColumn& column : columns) {
        column = {0, no_lane, false, false};
        const std::int64_t begin = std::min(cursor.begin(), live_end);
        const std::int64_t end = std::min(cursor.end(), live_end);
        const std::int64_t width = cursor.end() - cursor.begin();
        cursor.advance();
        if (begin >= end)
            continue;
        const std::size_t at_begin = processor.last_at(begin, at);
        const std::size_t at_end = processor.last_at(end - 1, at_begin == nowhere ? 0 : at_begin);
        if (at_end == nowhere)
            continue;
        at = at_end;
        column.used = static_cast<float>(
            static_cast<double>(processor.used_until(end, at_end) - processor.used_until(begin, at_begin)) /
            static_cast<double>(width));
        add_lanes(processor, at_begin == nowhere ? 0 : at_begin, at_end, column);
    }
}

} // namespace interleave
