// SPDX-License-Identifier: GPL-3.0-or-later
// A critical path as a table of its shares. The pure function is the model of the view and can be tested
// without a window.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"
#include "core/trace/run_info.h"
#include "ui/table/table.h"

namespace interleave {

/// Makes one row for each lane, state, named work and object that the path has a share of, and one for
/// hand-overs. A time that cannot be told, because records are missing, is a question mark. The first cell of
/// a lane's row is named "lane 3", that of an object's "object 7".
Table path_table(const Trace& trace, const CriticalPath& path, const PathShares& shares,
                 const CollectorCounts& counts);

} // namespace interleave
