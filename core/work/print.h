// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that workers print. They are shown on the lane, and kept in the order in which they were printed.
#pragma once

#include "core/event/record.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Keeps the lines that all workers of a run print. On the stack it works for threads, in Stage::share memory
/// also for processes.
class PrintedLines {
public:
    PrintedLines() = default;
    PrintedLines(const PrintedLines&) = delete;
    PrintedLines& operator=(const PrintedLines&) = delete;

    static constexpr std::size_t most_lines = 4096;
    static constexpr std::size_t most_characters = most_printed_bytes; ///< of a line; the rest is cut

    /// Prints a line, whose events have its first most_characters. A line for which there is no more room is
    /// recorded but not kept. Any worker may call it. Throws Stopped.
    void print(std::string_view line, std::source_location where = std::source_location::current());

    /// Returns the lines in the order in which they were printed. It is called after the workers have ended.
    std::vector<std::string> lines() const;

private:
    struct Line {
        std::array<char, most_characters + 1> text;
        std::atomic<std::uint32_t> length; ///< plus one; 0 while it is being written
    };
    std::atomic<std::uint32_t> count_{0};
    std::array<Line, most_lines> lines_{};
};

} // namespace interleave
