// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/printed_lines.h"

#include <algorithm>
#include <tuple>

namespace interleave {

std::vector<PrintedLine> printed_lines(const Trace& trace) {
    std::vector<PrintedLine> lines;
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        const Lane& lane = trace.lane(i);
        std::size_t index = 0;
        lane.events().for_each([&](const Event& event) {
            if (event.kind == EventKind::print)
                lines.push_back({event.time, lane.id(), index});
            ++index;
        });
    }
    std::ranges::sort(lines, [](const PrintedLine& a, const PrintedLine& b) {
        return std::tie(a.time, a.lane, a.event) < std::tie(b.time, b.lane, b.event);
    });
    return lines;
}

std::size_t printed_until(std::span<const PrintedLine> lines, std::int64_t time) {
    return static_cast<std::size_t>(std::ranges::upper_bound(lines, time, {}, &PrintedLine::time) -
                                    lines.begin());
}

} // namespace interleave
