// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a sweep: a row for each point.
#pragma once

#include "ui/speedup/measured_sweep.h"
#include "ui/table/table.h"

namespace interleave {

/// Returns the points that were measured, curve after curve: time with least and most, over workers also
/// speedup, efficiency and what Karp and Flatt call the serial fraction, and why a point is doubtful.
/// `before` is nullptr, or a sweep that can share the chart: its time at the same point, and how much longer
/// or shorter it is now.
Table sweep_table(const SweepRequest& request, const SweepResult& result, const MeasuredSweep* before);

} // namespace interleave
