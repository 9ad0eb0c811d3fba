// SPDX-License-Identifier: GPL-3.0-or-later
// Where records of a lane are missing: stretches of time in which nothing is known but what the kernel told.
#pragma once

#include "core/trace/append_only.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace interleave {

/// From the first record that was lost to the next one that was not.
struct MissingStretch {
    std::int64_t begin;  ///< ns since the session's origin
    std::int64_t end;    ///< the greatest time while it lasts
    std::uint64_t count; ///< of the records that are missing, at least

    bool operator==(const MissingStretch&) const = default;
};

/// The stretches are in order of time and do not overlap; the last one may last. Only one writer thread may
/// call lose() and end(); any thread may call the rest.
class MissingSequence {
public:
    /// Returns how many stretches can be read now. It only grows.
    std::size_t size() const noexcept;
    bool empty() const noexcept { return size() == 0; }
    /// Returns whether the last stretch has not ended.
    bool lasts() const noexcept { return open_begin_.load(std::memory_order_acquire) != never; }
    /// `index` must be below a size() seen by this thread.
    MissingStretch operator[](std::size_t index) const noexcept;
    /// Returns the index of the first stretch that ends after `time`, or size(). `hint` is an index that is
    /// probably near.
    std::size_t first_after(std::int64_t time, std::size_t hint = 0) const noexcept;
    /// Returns how many records are missing in the stretches [first, last); neither may be above size().
    std::uint64_t count_of(std::size_t first, std::size_t last) const noexcept;
    /// Returns how many records are missing in the stretches that touch [from, until].
    std::uint64_t count_between(std::int64_t from, std::int64_t until) const noexcept;

    std::size_t bytes() const noexcept { return ended_.bytes(); }

    /// Notes that `count` records are missing from `time` on, or in the stretch that lasts, if one does. A
    /// time before the last stretch's end counts as that end. Throws nothing.
    void lose(std::int64_t time, std::uint64_t count) noexcept;
    /// Ends the stretch that lasts. Does nothing if none does. Throws std::bad_alloc.
    void end(std::int64_t time);

private:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    struct Ended {
        std::int64_t begin;
        std::int64_t end;
        std::uint64_t total; ///< missing records of this stretch and of all before it
    };

    std::uint64_t total_before(std::size_t index) const noexcept {
        return index == 0 ? 0 : ended_[index - 1].total;
    }

    AppendOnly<Ended, 8> ended_;
    std::atomic<std::int64_t> open_begin_{never};
    std::atomic<std::uint64_t> open_count_{0};
};

} // namespace interleave
