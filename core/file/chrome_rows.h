// SPDX-License-Identifier: GPL-3.0-or-later
// Which row of a lane is free for what begins next.
#pragma once

#include "core/trace/work_row.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// What begins must come in order of its begins.
class ChromeRows {
public:
    /// Returns the row for a slice of a thread: the first one that is free below the slice that contains it.
    /// So slices that overlap without one containing the other are both shown as they are. Returns
    /// most_work_rows if none is free.
    std::size_t row_within(std::int64_t begin, std::int64_t end) {
        while (!ends_.empty() && ends_.back() <= begin)
            ends_.pop_back();
        std::size_t row = ends_.size();
        while (row > 0 && ends_[row - 1] < end) // it does not contain the new one, or is over
            --row;
        while (row < ends_.size() && ends_[row] > begin)
            ++row;
        return take(row, 1, end);
    }

    /// Returns the first of `count` rows beside each other that are free, or most_work_rows if there are
    /// none.
    std::size_t rows_beside(std::int64_t begin, std::int64_t end, std::size_t count) {
        std::size_t first = 0;
        for (std::size_t row = 0; row < ends_.size() && row < first + count; ++row)
            if (ends_[row] > begin)
                first = row + 1;
        return take(first, count, end);
    }

private:
    std::size_t take(std::size_t first, std::size_t count, std::int64_t end) {
        if (first + count > most_work_rows)
            return most_work_rows;
        ends_.resize(std::max(ends_.size(), first + count), INT64_MIN);
        std::fill_n(ends_.begin() + static_cast<std::ptrdiff_t>(first), count, end);
        return first;
    }

    std::vector<std::int64_t> ends_; ///< of what each row shows last
};

} // namespace interleave
