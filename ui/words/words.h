// SPDX-License-Identifier: GPL-3.0-or-later
// Words and numbers for people: translated names of states and kinds, durations and moments.
#pragma once

#include "core/event/record.h"
#include "core/trace/state.h"
#include "ui/theme/theme.h"

#include <QString>

#include <cstdint>
#include <string>

namespace interleave {

/// Returns the full name: "running", "waiting: lock" …
QString title_text(LaneState state);
/// Returns a shorter name for the inside of a bar: "running", "lock" …
QString short_text(LaneState state);
/// Returns one letter for a narrow bar; empty for states that need none.
QString glyph_text(LaneState state);
/// Returns the legend's words for any style.
QString style_text(StyleId style);

QString kind_text(ObjectKind kind);
QString kind_text(LaneKind kind);
QString kind_text(EventKind kind);

/// Returns three significant digits and a unit: "1.25 ms". Negative durations keep their sign.
QString duration_text(std::int64_t nanoseconds);
/// Returns a moment of the run, exact to the nanosecond where it matters: "12.345 678 ms".
QString moment_text(std::int64_t nanoseconds);
QString count_text(std::uint64_t count);
/// Returns a value of a variable or a message.
QString integer_text(std::int64_t value);
/// Returns a number as people read it, with its significant digits: "1,234.5".
QString number_words(double value);
/// Returns a sentence of the core, which writes numbers as C does, with the locale's sign for decimals.
/// Numbers in assignments, versions and names stay as they are.
QString sentence_of(const std::string& core_text);

} // namespace interleave
