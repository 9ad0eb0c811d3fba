// SPDX-License-Identifier: GPL-3.0-or-later
// The bands of a shared variable: one stretch for each value, with a line where it changes.
#pragma once

#include "core/analysis/lost_update.h"
#include "core/trace/columns.h"
#include "ui/navigation/time_range.h"
#include "ui/rows/band_row.h"

#include <optional>
#include <span>

namespace interleave {

/// Draws the values. Where they change too often to be read they are a curve: a bar from the row's bottom,
/// whose greatest value fills the row. Else stretches in which the value stays become runs for words, whose
/// subject is the change that began them. One that lost an update has a style of its own, where it is wide
/// enough for words. `columns` are those of the variable in `range`, each at most one pixel wide; `scale` is
/// how many of them are a logical pixel.
void variable_bands(const Trace& trace, const Object& variable, const TimeRange& range,
                    std::span<const ObjectColumn> columns, int height, double scale, BandRow& row);

} // namespace interleave
