// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run or of a stretch of it as JSON.
#pragma once

#include "core/analysis/range_figures.h"
#include "core/trace/json_forward.h"
#include "core/trace/run_info.h"

namespace interleave {

/// Returns all of the figures. A time that cannot be told, because records are missing, is null; numbers are
/// then at least so many, which `missing` says in words.
Json to_json(const Trace& trace, const RangeFigures& figures, const RunInfo& info);

} // namespace interleave
