// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of the tables of a run: words, numbers, times, and what is not known.
#pragma once

#include "ui/table/table.h"

#include <cstdint>

namespace interleave {

Cell word_cell(const QString& words, Tone tone = Tone::plain);
Cell count_cell(std::uint64_t number);
/// Returns a number with its significant digits, or a dash for 0.
Cell number_cell(double number);
/// Returns milliseconds with the three digits that matter, but to the microsecond at most, the resolution of
/// switch records and instrumented events; all digits are in the tool tip. No time at all is a dash.
Cell millisecond_cell(std::int64_t ns);

/// Replaces the time of a cell by a question mark if the records tell only a part of it.
Cell whole_or_unknown(Cell time, bool is_whole);
/// Says that it is at least that much if the records tell only a part.
Cell at_least_if_part(Cell number, bool is_whole);

} // namespace interleave
