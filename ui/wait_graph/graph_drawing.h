// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the wait-for graph: boxes of lanes and objects, arrows for waits, dashed arrows for what is held, and
// the ring of a deadlock in the colour of errors.
#pragma once

#include "ui/theme/theme.h"
#include "ui/wait_graph/graph_layout.h"
#include "ui/wait_graph/shown_graph.h"

#include <QFont>
#include <QRectF>

#include <optional>

class QPainter;

namespace interleave {

/// Lays out the graph for letters of this font, with all words at its arrows or with the numbers of a ring
/// alone. Any thread may call it.
std::optional<PlacedGraph> lay_out(const ShownGraph& shown, const QFont& font, GraphDirection direction,
                                   bool numbers_alone = false);

/// Lays it out in the way in which its letters are largest in a place of this size. Where they would be too
/// small to be read, the arrows have numbers alone.
std::optional<PlacedGraph> lay_out_for(const ShownGraph& shown, const QFont& font, const QSizeF& size);

/// How a graph lies in an area: as large as its letters, or smaller so that it fits, in the middle.
struct GraphPlace {
    QPointF origin;
    double scale = 1;

    static GraphPlace in(const QRectF& area, const QSizeF& size);
    QPointF to_graph(const QPointF& point) const { return (point - origin) / scale; }
};

/// `chosen` is the lane that has a frame. What is stale is pale. Screen and pictures are both drawn by this.
void draw_graph(QPainter& painter, const QRectF& area, const ShownGraph& shown, const PlacedGraph& placed,
                const Theme& theme, const QFont& font, std::optional<LaneId> chosen = {},
                bool is_stale = false);

/// Returns the lane at a point of the area: of a box, or of the words at an arrow; none elsewhere.
std::optional<LaneId> lane_at(const QPointF& point, const QRectF& area, const ShownGraph& shown,
                              const PlacedGraph& placed);

} // namespace interleave
