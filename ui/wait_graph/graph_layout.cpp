// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wait_graph/graph_layout.h"

#include <QByteArray>

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <cmath>
#include <memory>
#include <mutex>
#include <string>

namespace interleave {

namespace {

constexpr double points_per_inch = 72; ///< a pixel counts as a point

struct CloseGraph {
    void operator()(Agraph_t* graph) const noexcept { agclose(graph); }
};
using Graph = std::unique_ptr<Agraph_t, CloseGraph>;

/// The library takes texts that it does not change without const.
char* text(const char* words) {
    return const_cast<char*>(words); // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

void set(void* what, const char* name, const QByteArray& value) {
    agsafeset(what, text(name), text(value.constData()), text(""));
}

/// Returns a table without words that takes this room, because Graphviz would measure words in another font.
QByteArray room(const QSizeF& size) {
    return QByteArrayLiteral("<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\" "
                             "fixedsize=\"true\" width=\"") +
           QByteArray::number(static_cast<int>(std::ceil(size.width()))) + "\" height=\"" +
           QByteArray::number(static_cast<int>(std::ceil(size.height()))) + "\"><tr><td></td></tr></table>";
}

/// The context lives as long as the program: it finds the plugins once.
GVC_t* context() {
    static GVC_t* const only = gvContext();
    return only;
}

/// Converts points from the bottom left to pixels from the top left.
struct Page {
    double height;
    QPointF operator()(const pointf& point) const { return {point.x, height - point.y}; }
    QRectF around(const pointf& middle, const QSizeF& size) const {
        return {(*this)(middle)-QPointF(size.width() / 2, size.height() / 2), size};
    }
};

PlacedGraph::Link placed(Agedge_t* edge, const QSizeF& words, const Page& page) {
    PlacedGraph::Link link;
    const splines* const lines = ED_spl(edge);
    if (lines == nullptr || lines->size < 1)
        return link;
    const bezier& curve = lines->list[0];
    link.line.moveTo(page(curve.list[0]));
    for (int i = 1; i + 2 < static_cast<int>(curve.size); i += 3)
        link.line.cubicTo(page(curve.list[i]), page(curve.list[i + 1]), page(curve.list[i + 2]));
    link.tip = curve.eflag != 0 ? page(curve.ep) : link.line.currentPosition();
    if (const textlabel_t* const label = ED_label(edge); label != nullptr && label->set)
        link.words = page.around(label->pos, words);
    return link;
}

} // namespace

std::optional<PlacedGraph> lay_out(const std::vector<QSizeF>& boxes, const std::vector<GraphLink>& links,
                                   GraphDirection direction) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    if (context() == nullptr)
        return std::nullopt;
    agseterr(AGMAX); // its messages would go to standard error
    const Graph graph(agopen(text("waits"), Agdirected, nullptr));
    set(graph.get(), "rankdir", direction == GraphDirection::right ? "LR" : "TB");
    set(graph.get(), "nodesep", "0.25");
    set(graph.get(), "ranksep", "0.35");
    std::vector<Agnode_t*> nodes;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        std::string name = std::to_string(i);
        Agnode_t* const node = nodes.emplace_back(agnode(graph.get(), name.data(), 1));
        set(node, "shape", "box");
        set(node, "label", "");
        set(node, "fixedsize", "true");
        set(node, "width", QByteArray::number(boxes[i].width() / points_per_inch));
        set(node, "height", QByteArray::number(boxes[i].height() / points_per_inch));
    }
    std::vector<Agedge_t*> edges;
    for (std::size_t i = 0; i < links.size(); ++i) {
        std::string name = std::to_string(i);
        Agedge_t* const edge =
            edges.emplace_back(agedge(graph.get(), nodes[links[i].from], nodes[links[i].to], name.data(), 1));
        agattr(graph.get(), AGEDGE, text("label"), text(""));
        char* const words = agstrdup_html(graph.get(), text(room(links[i].words).constData()));
        agset(edge, text("label"), words);
        agstrfree(graph.get(), words);
    }
    if (gvLayout(context(), graph.get(), direction == GraphDirection::circle ? "circo" : "dot") != 0)
        return std::nullopt;
    const boxf bounds = GD_bb(graph.get());
    const Page page{bounds.UR.y};
    PlacedGraph result;
    result.size = QSizeF(bounds.UR.x, bounds.UR.y);
    for (std::size_t i = 0; i < boxes.size(); ++i)
        result.boxes.push_back(page.around(ND_coord(nodes[i]), boxes[i]));
    for (std::size_t i = 0; i < links.size(); ++i)
        result.links.push_back(placed(edges[i], links[i].words, page));
    gvFreeLayout(context(), graph.get());
    return result;
}

} // namespace interleave
