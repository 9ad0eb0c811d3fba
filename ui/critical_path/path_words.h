// SPDX-License-Identifier: GPL-3.0-or-later
// A critical path in words.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"

#include <QString>

#include <cstdint>

namespace interleave {

/// Returns the names of what a path is about, also of what the trace does not know.
QString path_lane_name(const Trace& trace, LaneId lane);
QString path_object_name(const Trace& trace, ObjectId object);

/// Returns how much of the whole it is: "62 %", "< 0.1 %".
QString percent_words(std::int64_t ns, std::int64_t whole);

/// Says of what the path is, how long, and what most of it is: "Critical path of the run, 240 ms: 75 % in
/// worker 1, 62 % in serial part." Says why where it does not go back to the begin, and what still waits.
QString path_sentence(const Trace& trace, const CriticalPath& path, const PathShares& shares, bool is_of_run);

} // namespace interleave
