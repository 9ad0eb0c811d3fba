// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a table of a run's events: which record is in which row, for millions of rows, without keeping
// them.
#pragma once

#include "core/analysis/event_filter.h"
#include "core/trace/append_only.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace interleave {

/// It knows where every few hundredth row is, and merges the lanes again from there to read the rows of a
/// block: a millisecond, however many rows there are. It needs about a tenth of a byte for each record.
///
/// One thread at a time calls extend(); any thread may call the rest meanwhile, without locks. The trace must
/// outlive it, and may grow.
class EventIndex {
public:
    EventIndex(const Trace& trace, EventFilter filter);

    /// Takes in what happened before `until`, which must be complete in the trace: up to its time_end(), or
    /// up to the greatest time if it does not grow any more. Returns false if it was cancelled.
    bool extend(std::int64_t until);
    /// Ends extend() within a millisecond, now and later.
    void cancel() noexcept { is_cancelled_.store(true, std::memory_order_relaxed); }

    const EventFilter& filter() const noexcept { return filter_; }
    /// Returns how many rows there are by now. It only grows.
    std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
    bool empty() const noexcept { return size() == 0; }
    /// Everything before this time is taken in.
    std::int64_t reached() const noexcept { return reached_.load(std::memory_order_acquire); }

    /// Rows that follow each other.
    struct Rows {
        std::size_t first = 0; ///< number of the first one
        std::vector<MergedRecord> records{};

        bool has(std::size_t row) const noexcept { return row >= first && row - first < records.size(); }
        const MergedRecord& at(std::size_t row) const { return records[row - first]; }
    };
    /// Returns the rows of the block in which `row` is, which must be below a size() seen by this thread. If
    /// the trace has got records since of a time that was taken in before, there can be fewer.
    Rows rows_around(std::size_t row) const;
    /// Returns how many rows are not after `time`: the number of the first row that is.
    std::size_t rows_until(std::int64_t time) const;

private:
    // A block ends with as many rows as a screen may show, or where its rows are so few among others that
    // reading it would take long.
    static constexpr std::size_t most_rows = 256;
    static constexpr std::size_t most_scanned = 8192;

    struct Block {
        std::int64_t time;     ///< of its first row
        std::uint64_t first;   ///< number of its first row
        std::uint64_t skipped; ///< how many records of the same time are before it
    };

    std::size_t block_of(std::size_t row) const noexcept;
    Rows read(std::size_t block, std::size_t end) const;

    const Trace& trace_;
    const EventFilter filter_;
    AppendOnly<Block> blocks_;
    std::atomic<std::size_t> size_{0};
    std::atomic<std::int64_t> reached_;
    std::atomic<bool> is_cancelled_{false};
    // Only extend() uses the members below.
    std::size_t scanned_ = 0; ///< records since the begin of the last block
};

} // namespace interleave
