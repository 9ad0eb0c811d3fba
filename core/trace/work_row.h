// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a lane's named work. Work within work is in the next row, so that within a row nothing overlaps.
#pragma once

#include "core/trace/append_only.h"

#include <cstdint>

namespace interleave {

/// The most rows of a lane. Deeper nesting is of no use, and an untrusted writer must not fill the memory.
inline constexpr std::size_t most_work_rows = 256;

/// An interval in which the lane was in a task, in named work, or in neither as far as this row tells; it
/// lasts until the next one of the row begins.
struct WorkStretch {
    std::int64_t begin;   ///< ns since the session's origin
    std::uint32_t number; ///< of the task, 0 for work that is no task
    std::uint16_t object; ///< its name: a label or future; 0: none
    std::uint16_t unused; ///< 0
};
static_assert(sizeof(WorkStretch) == 16);

/// Written by the trace's writer thread; read by any thread.
class WorkRow {
public:
    const AppendOnly<WorkStretch, 8>& stretches() const noexcept { return stretches_; }

    /// Returns the index of the stretch that holds `time`, or nowhere before the first one. `hint` is where
    /// the search starts: pass the last result for nearby times. Of stretches that begin at the same time it
    /// returns the last.
    std::size_t at(std::int64_t time, std::size_t hint = 0) const noexcept;
    /// Returns the exact ns of work until `time`. `stretch` must be at(time).
    std::int64_t busy_until(std::int64_t time, std::size_t stretch) const noexcept;
    /// Returns where a stretch ends: where the next one begins, or else `open_end`. `stretch` must be below
    /// the size of stretches().
    std::int64_t end_of(std::size_t stretch, std::int64_t open_end) const noexcept;

    std::size_t bytes() const noexcept { return sizeof(WorkRow) + stretches_.bytes() + sums_.bytes(); }

    /// Begins a stretch; `object` 0 ends the one before. A time before the last begin counts as that begin.
    /// Only the writer calls it.
    void append(std::int64_t time, std::uint16_t object, std::uint32_t number);

private:
    /// The number of stretches between two stored sums.
    static constexpr std::size_t block_size = 32;

    AppendOnly<WorkStretch, 8> stretches_;
    AppendOnly<std::int64_t, 8> sums_; ///< ns of work until the begin of stretch (index + 1) * block_size
    // Only the writer uses the members below.
    WorkStretch last_{};
    std::int64_t busy_ = 0; ///< until the begin of the last stretch
};

} // namespace interleave
