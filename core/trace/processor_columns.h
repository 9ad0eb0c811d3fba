// SPDX-License-Identifier: GPL-3.0-or-later
// Computes what a picture of a processor needs: who ran on it in each pixel column. A pure function of a
// trace.
#pragma once

#include "core/trace/processor.h"

#include <cstdint>
#include <span>

namespace interleave {

/// One pixel column of a processor.
struct ProcessorColumn {
    float used;     ///< share of the column's time in which lanes of the trace were on it
    LaneId lane;    ///< the only lane in this column, no_lane if none or several
    bool several;   ///< several lanes, one after the other
    bool not_known; ///< of some of the time it is not known who was on it
};

/// Fills `columns` for [from, until) cut into equal parts. A part shorter than a nanosecond shows the moment
/// at which it begins. After `live_end` nobody is on it. Shares are exact; lanes are exact where a column
/// holds at most 64 changes, of more changes the first and the last are looked at. Any thread may call it.
void processor_columns(const Processor& processor, std::int64_t from, std::int64_t until,
                       std::int64_t live_end, std::span<ProcessorColumn> columns);

} // namespace interleave
