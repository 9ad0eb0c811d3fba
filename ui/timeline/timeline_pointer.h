// SPDX-License-Identifier: GPL-3.0-or-later
// What wheel and mouse do in the timeline: the same as in other trace viewers, so that nobody has to learn
// it.
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QObject>
#include <QPointF>
#include <QString>

#include <optional>

class QHelpEvent;
class QMouseEvent;
class QWheelEvent;

namespace interleave {

/// Translates events into moves of the navigation and requests to the widget. It needs no widget; the events'
/// positions are in the model's coordinates.
class TimelinePointer : public QObject {
    Q_OBJECT

public:
    /// `model` and `navigation` must outlive this.
    TimelinePointer(const TimelineModel& model, Navigation& navigation, QObject* parent = nullptr);

    /// Returns whether the event was used.
    bool handle(QEvent& event);

    /// Returns the pointer's position, or nothing while it is outside.
    const std::optional<QPointF>& position() const { return position_; }
    /// Ends a drag that is in progress, because what is dragged is not shown any more.
    void cancelDrag() { drag_ = Drag::none; }
    /// Returns the height at which the dragged row would be put; nothing while none is dragged elsewhere.
    std::optional<double> dropEdge() const;

signals:
    /// A button was pressed, so the widget shall take the keyboard focus.
    void focusWanted();
    void scrollWanted(int pixels); ///< positive is down
    /// The lanes of this row shall share a row or not, the other way round than now. It may be no row.
    void foldWanted(std::size_t row);
    /// The user has dragged a row to where another one is.
    void rowMoveWanted(std::size_t from, std::size_t to);
    /// A menu shall be opened for what is at this point.
    void menuWanted(const QPointF& at, const QPoint& global);
    /// The user begins, or ends, to drag the visible range with the pointer.
    void grabbed(bool is_grabbed);
    /// position() changed.
    void moved();
    /// Says what is under the pointer, in one line; empty where there is nothing.
    void hovered(const QString& text);
    /// The tool tip `text` shall be shown at `global`; an empty text hides the tool tip.
    void toolTipWanted(const QPoint& global, const QString& text);

private:
    enum class Drag { none, select, pan, overview, row };

    void dropRow(const QMouseEvent& event);
    bool isOnTriangle(const QPointF& position) const;
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void turnWheel(const QWheelEvent& event);
    void zoomAt(double factor, double x);
    void panTo(double x);
    void selectTo(double x);
    void showOverviewAt(double x);
    void hover(const QPointF& position);
    void askForToolTip(const QHelpEvent& event);

    const TimelineModel& model_;
    Navigation& navigation_;
    std::optional<QPointF> position_;
    Drag drag_ = Drag::none;
    QPointF drag_begin_;
    TimeRange drag_range_; ///< visible range when the drag began
    std::size_t drag_row_ = 0;
};

} // namespace interleave
