// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/graph_table.h"

#include "core/analysis/missing_records.h"
#include "core/analysis/resource_graph.h"
#include "core/file/formed_names.h"

#include <array>

namespace interleave {

namespace {

constexpr std::array columns{"at_ns", "lane", "does",    "object",  "kind",      "since_ns",
                             "file",  "line", "in_ring", "lane_id", "object_id", "complete"};

/// Adds what waits and holdings are told by alike.
template <typename Edge>
void add_edge(TableOutput& table, const FormedNames& names, const Trace& trace, std::int64_t time,
              const char* does, const Edge& edge, bool is_complete) {
    const Object* const object = trace.find_object(edge.object);
    table.number(time);
    names.add_lane(edge.lane);
    table.words(does);
    names.add_object(edge.object);
    table.words_or_nothing(object == nullptr ? "" : name_of(object->kind()));
    table.number(edge.since);
    names.add_site(edge.site);
    table.flag(edge.in_ring);
    names.add_lane_id(edge.lane);
    names.add_object_id(edge.object);
    table.flag(is_complete);
    table.end_row();
}

void fill_graph(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    const bool is_complete = !misses_events(info.counts);
    const std::int64_t time =
        part.end < trace.time_end() ? part.end : moment_of_interest(trace, info.ended.has_value());
    const ResourceGraph graph = resource_graph(trace, time);
    for (const ResourceRequest& request : graph.requests)
        if (part.has_lane(request.lane))
            add_edge(table, names, trace, time, "waits", request, is_complete);
    for (const ResourceAssignment& assignment : graph.assignments)
        if (part.has_lane(assignment.lane))
            add_edge(table, names, trace, time, "holds", assignment, is_complete);
}

} // namespace

const RunTable graph_table{"graph", columns, fill_graph};

} // namespace interleave
