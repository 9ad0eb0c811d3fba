// SPDX-License-Identifier: GPL-3.0-or-later
// A GIL's figures, and locks that were taken in opposite orders, as a run's JSON document has them.
#pragma once

#include "core/analysis/run_report.h"
#include "core/trace/json_forward.h"

namespace interleave {

/// Times are null unless `is_whole`: records are missing, so that they cannot be told.
Json to_json(const GilFigures& gil, bool is_whole);
Json to_json(const LockOrderReport& ring);

} // namespace interleave
