// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wait_graph/graph_drawing.h"

#include "ui/theme/band_fill.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

constexpr double margin = 10; ///< of words in a box
constexpr double thin = 1.3;
constexpr double thick = 2.6; ///< of a ring
constexpr double head = 9;
constexpr double stale_ink = 0.4;
/// Letters that are smaller than this share of their size are too small to be read.
constexpr double least_scale = 0.7;

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}
QFont small(QFont font) {
    constexpr double share = 0.88;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * share);
    else
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * share)));
    return font;
}

QSizeF size_of(const GraphNode& node, const QFont& font) {
    const QFontMetricsF name(bold(font));
    const QFontMetricsF detail(small(font));
    return {std::ceil(std::max(name.horizontalAdvance(node.name), detail.horizontalAdvance(node.detail)) +
                      2 * margin),
            std::ceil(name.height() + detail.height() + 8)};
}

QSizeF size_of(const QStringList& words, const QFont& font) {
    const QFontMetricsF metrics(small(font));
    double width = 4;
    for (const QString& line : words)
        width = std::max(width, metrics.horizontalAdvance(line) + 8);
    return {std::ceil(width),
            std::ceil(metrics.height() * static_cast<double>(std::max<qsizetype>(1, words.size())) + 2)};
}

/// What stands at an arrow.
QStringList words_at(const GraphEdge& edge, bool numbers_alone) {
    if (!numbers_alone)
        return edge.words;
    return edge.number == 0 ? QStringList() : QStringList(QString::number(edge.number));
}

void draw_node(QPainter& painter, const GraphNode& node, const QRectF& box, const Theme& theme,
               const QFont& font, bool is_chosen) {
    const BandStyle& style = theme.style(node.style);
    fill_band(painter, box, style);
    const QFontMetricsF name(bold(font));
    const QFontMetricsF detail(small(font));
    // Letters are hard to read on a pattern.
    if (style.pattern != Pattern::solid)
        painter.fillRect(QRectF(box.left() + 5, box.top() + 3, box.width() - 10, box.height() - 6),
                         style.fill);
    painter.setPen(style.text);
    painter.setFont(bold(font));
    painter.drawText(QRectF(box.left(), box.top() + 4, box.width(), name.height()), Qt::AlignCenter,
                     node.name);
    painter.setFont(small(font));
    painter.drawText(QRectF(box.left(), box.top() + 4 + name.height(), box.width(), detail.height()),
                     Qt::AlignCenter, node.detail);
    painter.setBrush(Qt::NoBrush);
    if (node.kind == GraphNode::Kind::object) { // a second line round it: what is held is no lane
        painter.setPen(QPen(style.outline, thin));
        painter.drawRect(box.adjusted(-3, -3, 3, 3));
    }
    if (node.in_ring || is_chosen) {
        painter.setPen(QPen(node.in_ring ? theme.error : theme.accent, thick));
        painter.drawRect(box.adjusted(-4, -4, 4, 4));
    }
}

void draw_link(QPainter& painter, const GraphEdge& edge, const QStringList& words,
               const PlacedGraph::Link& link, const Theme& theme, const QFont& font) {
    if (link.line.isEmpty())
        return;
    const QColor colour = edge.in_ring ? theme.error : theme.text;
    QPen pen(colour, edge.in_ring ? thick : thin, Qt::SolidLine, Qt::FlatCap);
    if (edge.holds)
        pen.setDashPattern({edge.in_ring ? 3.0 : 5.0, edge.in_ring ? 1.6 : 3.0});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(link.line);
    QLineF direction(link.tip, link.line.currentPosition());
    if (direction.length() < 1)
        direction = QLineF(link.tip, link.line.pointAtPercent(0.9));
    direction.setLength(head);
    QLineF across = direction.normalVector();
    across.setLength(head * 0.45);
    const QPointF side(across.dx(), across.dy());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({link.tip, direction.p2() + side, direction.p2() - side}));
    if (words.isEmpty())
        return;
    painter.setFont(edge.in_ring ? bold(small(font)) : small(font));
    const double line = QFontMetricsF(small(font)).height();
    double top = link.words.top() + 1;
    for (qsizetype i = 0; i < words.size(); ++i, top += line) {
        painter.setPen(edge.in_ring ? theme.error : i == 0 ? theme.text : theme.muted);
        painter.drawText(QRectF(link.words.left(), top, link.words.width(), line),
                         Qt::AlignCenter | Qt::TextDontClip, words[i]);
    }
}

/// Whether words at an arrow lie on a box: round a circle there is not always room for them.
bool has_words_on_boxes(const PlacedGraph& placed) {
    return std::ranges::any_of(placed.links, [&](const PlacedGraph::Link& link) {
        return std::ranges::any_of(placed.boxes,
                                   [&](const QRectF& box) { return box.intersects(link.words); });
    });
}

/// Returns the layout with the largest letters, and how large they are.
std::pair<std::optional<PlacedGraph>, double> best_layout(const ShownGraph& shown, const QFont& font,
                                                          const QSizeF& size, bool numbers_alone) {
    std::optional<PlacedGraph> best;
    double scale = 0;
    for (const GraphDirection direction :
         {GraphDirection::right, GraphDirection::down, GraphDirection::circle}) {
        if (scale >= 1) // nothing is gained by another one
            break;
        std::optional<PlacedGraph> placed = lay_out(shown, font, direction, numbers_alone);
        if (placed && best && has_words_on_boxes(*placed))
            continue;
        const double its = placed ? GraphPlace::in(QRectF(QPointF(), size), placed->size).scale : 0;
        if (its > scale) {
            scale = its;
            best = std::move(placed);
        }
    }
    return {std::move(best), scale};
}

} // namespace

std::optional<PlacedGraph> lay_out(const ShownGraph& shown, const QFont& font, GraphDirection direction,
                                   bool numbers_alone) {
    std::vector<QSizeF> boxes;
    for (const GraphNode& node : shown.nodes)
        boxes.push_back(size_of(node, font) + QSizeF(8, 8)); // with the frame round it
    std::vector<GraphLink> links;
    for (const GraphEdge& edge : shown.edges)
        links.push_back(
            {edge.from, edge.to, size_of(words_at(edge, numbers_alone), edge.in_ring ? bold(font) : font)});
    std::optional<PlacedGraph> placed = lay_out(boxes, links, direction);
    if (placed)
        placed->has_numbers_alone = numbers_alone;
    return placed;
}

std::optional<PlacedGraph> lay_out_for(const ShownGraph& shown, const QFont& font, const QSizeF& size) {
    auto [with_words, scale] = best_layout(shown, font, size, false);
    if (!with_words || scale >= least_scale)
        return std::move(with_words);
    auto [with_numbers, its] = best_layout(shown, font, size, true);
    return its > scale ? std::move(with_numbers) : std::move(with_words);
}

GraphPlace GraphPlace::in(const QRectF& area, const QSizeF& size) {
    GraphPlace place;
    place.scale = std::min(
        {1.0, area.width() / std::max(1.0, size.width()), area.height() / std::max(1.0, size.height())});
    const QSizeF drawn = size * place.scale;
    place.origin = area.topLeft() + QPointF(area.width() - drawn.width(), area.height() - drawn.height()) / 2;
    return place;
}

void draw_graph(QPainter& painter, const QRectF& area, const ShownGraph& shown, const PlacedGraph& placed,
                const Theme& theme, const QFont& font, std::optional<LaneId> chosen, bool is_stale) {
    const GraphPlace place = GraphPlace::in(area, placed.size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(is_stale ? stale_ink : 1);
    painter.translate(place.origin);
    painter.scale(place.scale, place.scale);
    for (const bool in_ring : {false, true}) // the ring lies on top
        for (std::size_t i = 0; i < shown.edges.size(); ++i)
            if (shown.edges[i].in_ring == in_ring)
                draw_link(painter, shown.edges[i], words_at(shown.edges[i], placed.has_numbers_alone),
                          placed.links[i], theme, font);
    for (std::size_t i = 0; i < shown.nodes.size(); ++i)
        draw_node(painter, shown.nodes[i], placed.boxes[i].adjusted(4, 4, -4, -4), theme, font,
                  chosen && shown.nodes[i].lane == chosen);
    painter.restore();
}

std::optional<LaneId> lane_at(const QPointF& point, const QRectF& area, const ShownGraph& shown,
                              const PlacedGraph& placed) {
    const QPointF at = GraphPlace::in(area, placed.size).to_graph(point);
    for (std::size_t i = 0; i < shown.nodes.size(); ++i)
        if (placed.boxes[i].contains(at))
            return shown.nodes[i].lane;
    for (std::size_t i = 0; i < shown.edges.size(); ++i)
        if (placed.links[i].words.contains(at) && shown.edges[i].lane != no_lane)
            return shown.edges[i].lane;
    return std::nullopt;
}

} // namespace interleave
