// SPDX-License-Identifier: GPL-3.0-or-later
// Gives boxes and the arrows between them their places. Graphviz does the work.
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave {

/// An arrow from box to box, with room for words.
struct GraphLink {
    std::size_t from;
    std::size_t to;
    QSizeF words;
};

/// Lengths are those of the sizes that were given, from the top left of the whole.
struct PlacedGraph {
    struct Link {
        QPainterPath line; ///< from box to box
        QPointF tip;       ///< of the arrow, at the second box
        QRectF words;
    };
    QSizeF size;
    std::vector<QRectF> boxes;
    std::vector<Link> links;
    bool has_numbers_alone = false; ///< at its arrows, for lack of room for all their words
};

/// How the arrows run: in one direction, or round a circle, which suits long rings.
enum class GraphDirection { right, down, circle };

/// Returns nothing if Graphviz cannot lay it out, as where its plugins are not installed. It takes some
/// milliseconds for a few dozen boxes. Any thread may call it; one at a time lays out, because Graphviz has a
/// state of its own.
std::optional<PlacedGraph> lay_out(const std::vector<QSizeF>& boxes, const std::vector<GraphLink>& links,
                                   GraphDirection direction);

} // namespace interleave
