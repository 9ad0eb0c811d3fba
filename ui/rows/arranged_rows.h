// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a run as the user has arranged them, as pure functions: from all rows and an arrangement to
// what is shown, and from one arrangement to the next.
#pragma once

#include "core/file/row_arrangement.h"
#include "ui/rows/timeline_rows.h"

#include <QString>

#include <cstddef>
#include <span>
#include <vector>

namespace interleave {

/// How many lanes, objects and processors have no row of their own and no part of another one.
struct HiddenRows {
    std::size_t lanes = 0;
    std::size_t objects = 0;
    std::size_t processors = 0;

    std::size_t count() const noexcept { return lanes + objects + processors; }
    bool operator==(const HiddenRows&) const = default;
};

/// "2 lanes, 1 object"; empty for none.
QString hidden_text(const HiddenRows& hidden);

struct ArrangedRows {
    std::vector<TimelineRow> rows;
    HiddenRows by_hand;   ///< the user has hidden them one by one
    HiddenRows by_filter; ///< the filter leaves them out, and nobody has hidden them
};

/// Returns the name of a row. One that several share is named after its first.
RowKey key_of(const Trace& trace, const TimelineRow& row);
/// Returns the names of all that the row shows: of its lanes, its objects, or its processor.
std::vector<RowKey> keys_of(const Trace& trace, const TimelineRow& row);

/// Arranges `all`, the rows of timeline_rows(). Lanes of a process stand together below a heading if it has
/// several and there is more than one process. `users` are the lanes that used the object of the filter, in
/// order; nullptr while they are not known, and then nothing is filtered by it.
ArrangedRows arranged_rows(const Trace& trace, const std::vector<TimelineRow>& all,
                           const RowArrangement& arrangement, const std::vector<LaneId>* users = nullptr);

/// Each of them returns the arrangement after a change; the row must be one of those that are shown.
RowArrangement with_row_hidden(RowArrangement arrangement, const Trace& trace, const TimelineRow& row);
/// Shows again what was hidden by hand, and ends the filter.
RowArrangement with_all_shown(RowArrangement arrangement);
RowArrangement with_pin_toggled(RowArrangement arrangement, const Trace& trace, const TimelineRow& row);
/// Collapses or expands the lanes of the process of a lane or of a heading.
RowArrangement with_process_toggled(RowArrangement arrangement, const Trace& trace, const TimelineRow& row);

/// Moves a row of `shown` to where another one is; the rows between move up or down by one. A lane below the
/// heading of its process stays below that, the heading moves with all its lanes, and a pinned row stays
/// among the pinned. Returns the same arrangement if the row cannot move there.
RowArrangement with_row_moved(RowArrangement arrangement, const Trace& trace,
                              const std::vector<TimelineRow>& all, std::span<const TimelineRow> shown,
                              std::size_t from, std::size_t to);
/// Returns where with_row_moved() moves a row by one place up (-1) or down (1); `from` if it cannot move.
std::size_t neighbour_to_move_to(std::span<const TimelineRow> shown, std::size_t from, int by);

} // namespace interleave
