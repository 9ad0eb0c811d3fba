// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/program_begin.h"

namespace interleave {

std::optional<std::int64_t> program_begin(const Trace& trace) {
    if (trace.lane_count() == 0)
        return std::nullopt;
    const Lane& first = trace.lane(0);
    if (first.marks().size() == 0)
        return std::nullopt;
    // Nothing of the program can be marked before it begins.
    const MarkPlace mark = first.marks()[0];
    if (first.events()[mark.event].detail != to_detail(MarkDetail::first_line))
        return std::nullopt;
    return mark.time;
}

} // namespace interleave
