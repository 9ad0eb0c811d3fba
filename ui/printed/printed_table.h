// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that a run printed, as a table of words.
#pragma once

#include "core/analysis/printed_lines.h"
#include "ui/table/table.h"

#include <cstddef>
#include <span>

namespace interleave {

/// The table has at most so many lines, the last ones, like a terminal.
inline constexpr std::size_t most_printed_rows = 2'000;

/// Makes one row per line: when it was printed, by which lane, and the line. The trace may still grow.
Table printed_table(const Trace& trace, std::span<const PrintedLine> lines);

} // namespace interleave
