// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the lines of a schedule's text in order of time, as far as they are a few lines out of it.
#pragma once

#include "core/file/schedule_line.h"

#include <cstdint>
#include <deque>
#include <limits>

namespace interleave {

class ScheduleOrder {
public:
    struct Line {
        ScheduleLine line{};
        std::uint64_t number = 0; ///< in the file, from 1
    };

    /// Adds a line, behind those of the same time. Returns false if it came too late: one of a later time has
    /// been taken.
    bool add(const Line& line);
    bool empty() const noexcept { return lines_.empty(); }
    /// Whether so many lines wait that the first may be taken while others are to come.
    bool is_full() const noexcept { return lines_.size() > window; }
    /// Takes the first line; there must be one.
    Line take();
    /// Returns by how much the last line that came too late was late, in ns.
    std::int64_t lateness() const noexcept { return lateness_; }

private:
    /// Each line that is out of order moves up to so many others, whatever a file holds.
    static constexpr std::size_t window = 256;

    std::deque<Line> lines_;
    std::int64_t taken_until_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t lateness_ = 0;
};

} // namespace interleave
