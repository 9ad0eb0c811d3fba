// SPDX-License-Identifier: GPL-3.0-or-later
// How many lanes run at once, over time: a step function, as pixel columns show it, and its mean.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace interleave {

/// A part of the time, in which the number may have changed many times. Times are ns since the session's
/// origin.
struct ParallelismColumn {
    std::int64_t begin;
    std::int64_t end;
    double mean;
    std::uint32_t least;
    std::uint32_t most;
};

struct Parallelism {
    /// What is counted: running where the kernel told it, else running or ready, which is at least as many.
    LaneState counted = LaneState::running;
    std::vector<std::int64_t> time_at{};      ///< ns in which exactly so many lanes were in that state
    std::vector<ParallelismColumn> columns{}; ///< equal parts, in order of time

    bool is_running() const noexcept { return counted == LaneState::running; }
    /// Returns nothing where the time has no length, or no states are known.
    std::optional<double> mean() const noexcept;
    /// Returns the greatest number that lasted, however short.
    std::size_t most() const noexcept { return time_at.empty() ? 0 : time_at.size() - 1; }
};

/// Returns the parallelism of these lanes, which are indexes, within [from, until), in at most `columns`
/// columns, which must be above 0. It walks along their states within that time. Any thread may call it.
Parallelism parallelism(const Trace& trace, std::span<const std::size_t> lanes, std::int64_t from,
                        std::int64_t until, std::size_t columns);

} // namespace interleave
