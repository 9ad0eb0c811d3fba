// SPDX-License-Identifier: GPL-3.0-or-later
// What the wait-for graph shows of a moment of a run: boxes of lanes and objects, arrows between them, and
// sentences. It needs no window.
#pragma once

#include "core/analysis/resource_graph.h"
#include "core/analysis/run_report.h"
#include "core/trace/trace.h"
#include "ui/table/table.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// What is asked of a trace.
struct WaitGraphQuestion {
    std::shared_ptr<const Trace> trace;
    std::optional<std::int64_t> time{}; ///< none: now, or the moment worth looking at of a run that is over
    bool is_over = true;
};

/// A lane, an object, or lanes that wait for the same and share a box.
struct GraphNode {
    enum class Kind { lane, object, more_lanes };
    Kind kind;
    std::optional<LaneId> lane{};
    std::optional<ObjectId> object{};
    QString name;
    QString detail; ///< below the name
    StyleId style;
    bool in_ring = false;
};

/// From who waits to what it waits for, or from an object to who holds it.
struct GraphEdge {
    std::size_t from;
    std::size_t to;
    bool holds;
    QStringList words; ///< one below the other
    LaneId lane;       ///< who waits, or who holds
    bool in_ring = false;
    int number = 0; ///< of the steps of its ring, from 1; with it the words begin
};

struct ShownGraph {
    std::int64_t time = 0;
    bool is_now = false; ///< of a run that goes on
    std::vector<GraphNode> nodes{};
    std::vector<GraphEdge> edges{};
    QStringList rings{};   ///< a sentence each
    QStringList waits{};   ///< a sentence for each wait that is in no ring
    QString left_out{};    ///< what has no room in the graph; empty if all has
    Table table{};         ///< one row for each wait
    bool is_known = false; ///< a trace was looked at that tells of states

    bool has_ring() const { return !rings.isEmpty(); }
};

/// In the graph so many lanes that wait for the same object have boxes of their own, and there are so many
/// boxes in all.
inline constexpr std::size_t most_waiters_shown = 5;
inline constexpr std::size_t most_boxes = 32;

/// Answers the question. Any thread may call it.
ShownGraph look_at_waits(const WaitGraphQuestion& question);

/// Returns sentences of locks that were taken in opposite orders.
QStringList lock_order_words(const std::vector<LockOrderReport>& rings);

} // namespace interleave
