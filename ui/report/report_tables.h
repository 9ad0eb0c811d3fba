// SPDX-License-Identifier: GPL-3.0-or-later
// A run's figures as tables of words. The pure functions are the model of the report's views and can be
// tested without a window.
#pragma once

#include "core/trace/run_info.h"
#include "core/trace/trace.h"
#include "ui/table/table.h"

namespace interleave {

/// Says how the run ended, and which values it produced.
Table outcome_table(const RunInfo& info);

} // namespace interleave
