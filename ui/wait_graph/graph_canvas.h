// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the wait-for graph, and leads from its boxes and arrows to lanes.
#pragma once

#include "ui/wait_graph/graph_drawing.h"

#include <QWidget>

#include <optional>

namespace interleave {

/// What is drawn: a graph with its places; no places if there is nothing to draw, or it cannot be laid out.
struct LaidOutGraph {
    ShownGraph shown;
    std::optional<PlacedGraph> placed{};
};

/// It may be used on the window's thread only.
class GraphCanvas : public QWidget {
    Q_OBJECT

public:
    explicit GraphCanvas(QWidget* parent = nullptr);

    /// `graph` must outlive its use. `hint` is shown where there is nothing to draw.
    void setGraph(const LaidOutGraph* graph, const QString& hint);
    void setChosen(std::optional<LaneId> lane);
    void setStale(bool is_stale);
    /// Returns the place of the graph.
    QRectF area() const;

signals:
    void laneChosen(LaneId lane);
    void ownerWanted();  ///< of what the chosen lane waits for
    void waiterWanted(); ///< back from the owner
    void nowWanted();    ///< instead of the cursor's moment

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void chooseNeighbour(int by);

    const LaidOutGraph* graph_ = nullptr;
    QString hint_;
    std::optional<LaneId> chosen_;
    bool is_stale_ = false;
};

} // namespace interleave
