// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows a picture of the timeline has, from the top to the bottom.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

/// One row: a lane or an object, or several that share a row.
struct TimelineRow {
    /// `short_lives` are lanes of one name whose lives are too short to be seen in the whole run, `unused`
    /// are objects that nobody has used. The index of a `processor` is its number. A `process` is the heading
    /// of its lanes, or stands for them all while they are collapsed.
    enum class Kind { lane, object, short_lives, unused, processor, process };
    Kind kind;
    std::size_t index;      ///< of the lane or object in its trace, of the first one if several share the row
    std::size_t source = 0; ///< index of its trace in the frame's sources
    std::vector<std::size_t> members = {}; ///< the indices of all that share the row; empty if none do
    bool is_low = false;                   ///< it holds little, so that it needs less height than others
    std::size_t work_rows = 0;             ///< of a lane: how many rows of its named work have room in it
    bool has_states = true;                ///< of a lane: they are known
    bool has_bar = true;                   ///< beside the work there is a bar, for states or marks
    bool is_pinned = false;                ///< it stays at the top while others scroll
    bool is_collapsed = false;             ///< of a process: its lanes have no rows of their own
    bool is_in_process = false;            ///< of a lane: it stands below the heading of its process
    bool keeps_strip = false; ///< of a lane without named work: it leaves the room that others' work has

    bool is_of_lanes() const noexcept {
        return kind == Kind::lane || kind == Kind::short_lives || kind == Kind::process;
    }
    /// Whether it only stands above the rows of its lanes.
    bool is_heading() const noexcept { return kind == Kind::process && !is_collapsed; }
    /// Whether the row shows the lane or the object of this index; a heading shows none.
    bool shows_lane(std::size_t lane) const noexcept;
    bool shows_object(std::size_t object) const noexcept;
    /// How many times the height of a usual row it needs.
    double parts() const noexcept;
    bool operator==(const TimelineRow&) const = default;
};

/// A lane's row has so many rows of work at most; the last one then stands for all that lie deeper.
inline constexpr std::size_t most_shown_work_rows = 8;

/// The lanes that share a row if their lives are short: what they are, and the name that the scenario gave
/// them, without a number at its end ("worker 3", "bash-1203").
using LaneGroup = std::pair<LaneKind, std::string>;

/// Whether objects of this kind have a row: those that can be held, waited for or written and that the lanes
/// do not show already.
bool has_row(ObjectKind kind) noexcept;

/// Whether it is a barrier at which nobody has waited yet, as that of a lane alone: there is nothing to see
/// of it.
bool is_without_waits(const Object& object) noexcept;

/// Whether the lane has ended and was too short to be seen in a picture of the whole run. It stays so while
/// the run grows. A lane whose states are not known is none: what is told of it is more than that it lived.
bool is_short_life(const Trace& trace, const Lane& lane) noexcept;
LaneGroup group_of(const Lane& lane);

/// Returns the lanes of the row whose lives come as near as `reach` ns to `time`, or touch it.
std::vector<std::size_t> lanes_near(const Trace& trace, const TimelineRow& row, std::int64_t time,
                                    std::int64_t reach);
/// Returns the lane of the row whose life is nearest to `time`. The row must be of lanes.
std::size_t nearest_lane(const Trace& trace, const TimelineRow& row, std::int64_t time);

/// Returns all lanes in the order in which they were started, then all objects that have a row in the order
/// of their appearance. Short lives of one group share a row if they are several, unless the group is in
/// `unfolded`; so do objects that nobody has used. `source` is the number that is entered in the rows. If
/// `processors` is set, all processors on which lanes ran follow.
std::vector<TimelineRow> timeline_rows(const Trace& trace, std::size_t source = 0,
                                       const std::set<LaneGroup>& unfolded = {}, bool processors = false);

} // namespace interleave
