// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a trace as they stand in a table: formed once, since they come again and again.
#pragma once

#include "core/file/table_output.h"
#include "core/trace/trace.h"

#include <string>
#include <vector>

namespace interleave {

/// One thread uses it, while it fills in the rows of `table`. Both arguments must outlive it. What the trace
/// does not know becomes an empty cell.
class FormedNames {
public:
    FormedNames(TableOutput& table, const Trace& trace);

    void add_lane(LaneId lane) const { add(lanes_, lane); }
    void add_kind(EventKind kind) const { add(kinds_, static_cast<std::size_t>(kind)); }
    void add_object(ObjectId id) const { add(objects_, id); }
    /// Adds the file and the line.
    void add_site(SiteId site) const;
    void add_object_id(ObjectId id) const { id == no_object ? table_.nothing() : table_.number(id); }
    void add_lane_id(LaneId lane) const { lane == no_lane ? table_.nothing() : table_.number(lane); }

private:
    void add(const std::vector<std::string>& names, std::size_t index) const;

    TableOutput& table_;
    std::vector<std::string> lanes_;
    std::vector<std::string> objects_;
    std::vector<std::string> files_;
    std::vector<std::string> kinds_;
};

} // namespace interleave
