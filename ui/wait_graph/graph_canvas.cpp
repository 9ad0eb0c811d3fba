// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wait_graph/graph_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace interleave {

GraphCanvas::GraphCanvas(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("graphCanvas"));
    setAccessibleName(tr("Wait-for graph"));
    setToolTip(tr("Who waits for what, and who holds it. A click on a lane shows its line; [ leads to the "
                  "owner, ] back"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(fontMetrics().height() * 5);
    setFocusPolicy(Qt::StrongFocus);
}

void GraphCanvas::setGraph(const LaidOutGraph* graph, const QString& hint) {
    graph_ = graph != nullptr && graph->placed && !graph->shown.nodes.empty() ? graph : nullptr;
    hint_ = hint;
    setAccessibleDescription(
        graph_ != nullptr ? (graph_->shown.rings + graph_->shown.waits).join(QLatin1Char(' ')) : hint);
    update();
}

void GraphCanvas::setChosen(std::optional<LaneId> lane) {
    chosen_ = lane;
    update();
}

void GraphCanvas::setStale(bool is_stale) {
    is_stale_ = is_stale;
    update();
}

QRectF GraphCanvas::area() const {
    return QRectF(rect()).adjusted(12, 8, -12, -8);
}

void GraphCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = theme_for(palette());
    painter.fillRect(rect(), theme.background);
    if (graph_ != nullptr) {
        draw_graph(painter, area(), graph_->shown, *graph_->placed, theme, font(), chosen_, is_stale_);
    } else {
        painter.setPen(theme.muted);
        painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap, hint_);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void GraphCanvas::mousePressEvent(QMouseEvent* event) {
    if (graph_ == nullptr || event->button() != Qt::LeftButton)
        return;
    if (const auto lane = lane_at(event->position(), area(), graph_->shown, *graph_->placed))
        emit laneChosen(*lane);
}

void GraphCanvas::chooseNeighbour(int by) {
    if (graph_ == nullptr)
        return;
    std::vector<LaneId> lanes;
    for (const GraphNode& node : graph_->shown.nodes)
        if (node.lane)
            lanes.push_back(*node.lane);
    if (lanes.empty())
        return;
    const auto count = static_cast<std::ptrdiff_t>(lanes.size());
    const auto found = chosen_ ? std::ranges::find(lanes, *chosen_) - lanes.begin() : count;
    const std::ptrdiff_t next = found == count ? 0 : (found + by + count) % count;
    emit laneChosen(lanes[static_cast<std::size_t>(next)]);
}

/// The brackets may be shortcuts of the window.
bool GraphCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_BracketLeft || key == Qt::Key_BracketRight) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void GraphCanvas::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_BracketLeft:
        emit ownerWanted();
        break;
    case Qt::Key_BracketRight:
        emit waiterWanted();
        break;
    case Qt::Key_Up:
    case Qt::Key_Left:
        chooseNeighbour(-1);
        break;
    case Qt::Key_Down:
    case Qt::Key_Right:
        chooseNeighbour(1);
        break;
    case Qt::Key_Escape:
        emit nowWanted();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace interleave
