// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/export_part.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"

#include <utility>

namespace interleave {

namespace {

void choose(const Trace& trace, const std::string& name, TracePart& part) {
    bool is_found = false;
    for (const std::size_t index : part.all_lanes) {
        const Lane& lane = trace.lane(index);
        if (lane.name() == name || lane.given_name() == name)
            is_found = part.is_chosen[index] = true;
    }
    if (is_found)
        return;
    constexpr std::size_t most_named = 8;
    std::string known;
    for (std::size_t i = 0; i < std::min(most_named, part.all_lanes.size()); ++i)
        known += (known.empty() ? "" : ", ") + trace.lane(part.all_lanes[i]).name();
    if (part.all_lanes.size() > most_named)
        known += " and " + std::to_string(part.all_lanes.size() - most_named) + " more";
    throw UsageError("the run has no lane '" + printable_text(name) + "'; it has " +
                     (known.empty() ? "none" : printable_text(known)));
}

} // namespace

TracePart part_of(const Trace& trace, const ExportPart& part) {
    if (part.until < part.from)
        throw UsageError("the stretch to export ends before it begins; exchange its two times");
    constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();
    const std::int64_t end = trace.time_end();
    std::vector<std::size_t> lanes = trace.lanes_in_order_of_start();
    std::vector<bool> is_chosen(lanes.size(), part.lanes.empty()); // their indexes are 0 and so on
    // A lane's times are sums from a least time on, before which nothing is.
    const std::int64_t from = std::max(part.from, std::numeric_limits<std::int64_t>::min() / 4);
    TracePart found{.from = from,
                    .until = std::max(from, std::min(part.until, end < latest ? end + 1 : latest)),
                    .end = std::max(from, std::min(part.until, end)),
                    .lanes = {},
                    .all_lanes = std::move(lanes),
                    .is_chosen = std::move(is_chosen)};
    for (const std::string& name : part.lanes)
        choose(trace, name, found);
    for (const std::size_t index : found.all_lanes) {
        if (found.is_chosen[index])
            found.lanes.push_back(index);
    }
    return found;
}

} // namespace interleave
