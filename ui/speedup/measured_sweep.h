// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep that was measured, and another one from before to see it against: before and after a cure.
#pragma once

#include "core/experiment/sweep.h"

#include <QString>

#include <optional>

namespace interleave {

struct MeasuredSweep {
    SweepRequest request;
    SweepResult result;
};

/// Whether one chart can show both: they vary the number of workers, or a parameter of the same name and
/// unit.
bool can_share_chart(const SweepRequest& one, const SweepRequest& other);

/// Says in what the sweep before was another one: "before: lock-contention, hold 5 ms". Only what differs is
/// named, or the time if nothing does.
QString difference_text(const SweepRequest& before, const SweepRequest& now);

/// Whether any run has been measured. The curves of a sweep are there before their points.
bool has_points(const SweepResult& result);

/// Returns the point of the sweep at this value on this backend; nullptr if none was measured there.
const SweepPoint* find_point(const SweepResult& result, Backend backend, double value);

} // namespace interleave
