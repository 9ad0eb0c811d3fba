// SPDX-License-Identifier: GPL-3.0-or-later
// The edges of pixel columns: a stretch of time cut into equal parts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace interleave {

/// Walks over pixel columns. Edge i is from + length * i / count, rounded down. The rest is carried from
/// column to column, because a column asks for its edges several times and each would take two divisions.
class ColumnCursor {
public:
    ColumnCursor(std::int64_t from, std::int64_t until, std::size_t count) noexcept
        : count_(static_cast<std::int64_t>(count)) {
        const std::int64_t length = std::max<std::int64_t>(0, until - from);
        step_ = length / count_;
        rest_ = length % count_;
        next_ = from;
        advance();
    }
    std::int64_t begin() const noexcept { return begin_; }
    /// At least a nanosecond after the begin.
    std::int64_t end() const noexcept { return std::max(next_, begin_ + 1); }
    /// Columns narrower than a nanosecond overlap; the others share their edge.
    bool overlaps_next() const noexcept { return next_ == begin_; }
    void advance() noexcept {
        begin_ = next_;
        next_ += step_;
        carry_ += rest_;
        if (carry_ >= count_) {
            carry_ -= count_;
            ++next_;
        }
    }

private:
    std::int64_t count_;
    std::int64_t step_;
    std::int64_t rest_;
    std::int64_t carry_ = 0;
    std::int64_t begin_ = 0;
    std::int64_t next_;
};

} // namespace interleave
