// SPDX-License-Identifier: GPL-3.0-or-later
// All that the view shows of a run or a part of it: the figures of each object that a lane can wait for.
#pragma once

#include "core/analysis/lock_times.h"
#include "core/analysis/wait_analysis.h"
#include "core/event/collector.h"
#include "core/trace/trace.h"
#include "ui/navigation/time_range.h"

#include <memory>
#include <optional>
#include <vector>

namespace interleave {

struct ObjectFigures {
    LockTimes times;
    ObjectWaits waits;
};

/// Plain data that any thread may make and read.
struct RunWaits {
    std::shared_ptr<const Trace> trace; ///< never nullptr
    TimeRange range{};                  ///< what the figures are of
    bool is_part = false;               ///< it was chosen, and is not the whole run
    bool is_complete = true;            ///< no records are missing, so that sums are what they seem
    std::vector<ObjectFigures> objects; ///< that a lane waited for or held, the most costly first

    /// Returns nullptr if the object is not among them.
    const ObjectFigures* find(ObjectId object) const noexcept;
};

/// Whether waits for objects of this kind are part of how a program is made, and cost nothing: main waits for
/// its workers, and workers wait for each other at the start.
bool is_quiet(ObjectKind kind) noexcept;

/// Adds the other figures to what was told of the waits, and ranks the objects: those that lanes waited for
/// longest come first, quiet ones last. What nobody waited for or held is left out.
std::vector<ObjectFigures> ranked_figures(const Trace& trace, const TimeRange& range,
                                          std::vector<ObjectWaits> waits);

/// Returns all of it, of the whole run if there is no range. It takes up to a second for 10 million events.
RunWaits run_waits(std::shared_ptr<const Trace> trace, const CollectorCounts& counts,
                   const std::optional<TimeRange>& range = {});

} // namespace interleave
