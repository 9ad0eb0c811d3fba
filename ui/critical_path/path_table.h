// SPDX-License-Identifier: GPL-3.0-or-later
// A critical path as a sentence and as a table of its shares. The pure functions are the model of the view
// and can be tested without a window.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"
#include "core/trace/run_info.h"
#include "ui/table/table.h"

#include <QString>

namespace interleave {

/// Makes one row for each lane, state, named work and object that the path has a share of, and one for
/// hand-overs. A time that cannot be told, because records are missing, is a question mark. The first cell of
/// a lane's row is named "lane 3", that of an object's "object 7".
Table path_table(const Trace& trace, const CriticalPath& path, const PathShares& shares,
                 const CollectorCounts& counts);

/// Says of what the path is, how long, and what most of it is: "Critical path of the run, 240 ms: 75 % in
/// worker 1, 62 % in serial part." Says why where it does not go back to the begin, and what still waits.
QString path_sentence(const Trace& trace, const CriticalPath& path, const PathShares& shares, bool is_of_run);

} // namespace interleave
