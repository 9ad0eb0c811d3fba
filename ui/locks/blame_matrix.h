// SPDX-License-Identifier: GPL-3.0-or-later
// Who waited for whom, as a matrix of lanes and as a list of lines.
#pragma once

#include "ui/locks/run_waits.h"
#include "ui/table/table.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave {

/// The waits of one object: a row for each lane that waited, in the order in which lanes were started, and a
/// column for each lane that it waited for, then those for what is no lane. Plain data.
struct BlameMatrix {
    struct Party {
        BlameKind kind;
        LaneId lane; ///< no_lane unless the kind is lane
        QString name;
    };
    struct Cell {
        std::int64_t waited = 0; ///< ns; 0 where nobody waited
        std::uint64_t waits = 0;
        std::optional<Blame> longest{}; ///< the lines with the longest part of one wait
    };

    std::vector<Party> waiters;
    std::vector<Party> blamed;
    std::vector<Cell> cells; ///< row after row
    std::int64_t most = 0;   ///< the greatest of all cells, ns

    const Cell& cell(std::size_t waiter, std::size_t blame) const {
        return cells[waiter * blamed.size() + blame];
    }
    bool empty() const noexcept { return cells.empty(); }
};

/// Returns the words for what a wait is put down to where that is no lane: "handed over".
QString blame_words(BlameKind kind);

BlameMatrix blame_matrix(const RunWaits& waits, const ObjectFigures& figures);

/// Returns a row for each pair of lines, the longest time first. The first cell of a row has the place of its
/// Blame in `figures.waits.blames` as its name.
Table blame_table(const RunWaits& waits, const ObjectFigures& figures);

/// Returns a sentence with the most important of it: "59 % of all waiting for the lock, 20.1 ms, was for
/// worker 2, which mostly took it at lock_contention.cpp:38." Empty if nobody waited.
QString blame_sentence(const RunWaits& waits, const ObjectFigures& figures);

} // namespace interleave
