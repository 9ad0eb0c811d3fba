// SPDX-License-Identifier: GPL-3.0-or-later
// What keys, wheel and mouse do in the timeline: the same as in other trace viewers, so that nobody has to
// learn it.
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QList>
#include <QObject>
#include <QPair>
#include <QPointF>
#include <QString>

#include <optional>

class QHelpEvent;
class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace interleave {

/// Translates events into moves of the navigation and requests to the widget. It needs no widget; the events'
/// positions are in the model's coordinates.
class TimelineInput : public QObject {
    Q_OBJECT

public:
    /// `model` and `navigation` must outlive this.
    TimelineInput(const TimelineModel& model, Navigation& navigation, QObject* parent = nullptr);

    /// Returns the keys and what they do, for the sheet of keys.
    static QList<QPair<QString, QString>> keys();
    /// Whether the timeline takes this key while it has the focus, even if the window uses it as a shortcut.
    static bool claims(const QKeyEvent& event);

    /// Both return whether the event was used.
    bool handleKey(const QKeyEvent& event);
    bool handlePointer(QEvent& event);

    /// Returns the pointer's position, or nothing while it is outside.
    const std::optional<QPointF>& pointer() const { return pointer_; }
    /// Ends a drag that is in progress, because what is dragged is not shown any more.
    void cancelDrag() { drag_ = Drag::none; }
    /// Returns the height at which the dragged row would be put; nothing while none is dragged elsewhere.
    std::optional<double> dropEdge() const;

    /// What can be done by key to the chosen row, or to all rows.
    enum class RowAction { hide, show_all, pin, toggle_process, move_up, move_down, undo, redo, menu };

signals:
    /// A button was pressed, so the widget shall take the keyboard focus.
    void focusWanted();
    void scrollWanted(int pixels); ///< positive is down
    void pageWanted(int pages);    ///< positive is down
    /// The lanes of this row shall share a row or not, the other way round than now. It may be no row.
    void foldWanted(std::size_t row);
    void rowActionWanted(TimelineInput::RowAction action);
    /// The user has dragged a row to where another one is.
    void rowMoveWanted(std::size_t from, std::size_t to);
    /// A menu shall be opened for what is at this point, or for the chosen row if it is none.
    void menuWanted(const std::optional<QPointF>& at, const QPoint& global);
    /// The user wants to write a note on the selection, else on the cursor's time, else on the
    /// loose mark.
    void noteWanted();
    /// The user wants to see the critical path of the wait at the cursor, or else of the run.
    void pathWanted();
    /// The user begins, or ends, to drag the visible range with the pointer.
    void grabbed(bool is_grabbed);
    /// pointer() changed.
    void pointerMoved();
    /// Says what is under the pointer, in one line; empty where there is nothing.
    void hovered(const QString& text);
    /// The tool tip `text` shall be shown at `global`; an empty text hides the tool tip.
    void toolTipWanted(const QPoint& global, const QString& text);

private:
    enum class Drag { none, select, pan, overview, row };

    bool handleRowKey(const QKeyEvent& event);
    void dropRow(const QMouseEvent& event);
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void turnWheel(const QWheelEvent& event);
    /// Keeps the cursor in its place if it is in view, else what is under the pointer, else the middle.
    void zoomByKey(double factor);
    void zoomAt(double factor, double x);
    void panTo(double x);
    void selectTo(double x);
    void showOverviewAt(double x);
    std::int64_t markedTime() const;
    void mark(bool keep);
    void wantNote();
    void showNextArrows();
    void hover(const QPointF& position);
    void askForToolTip(const QHelpEvent& event);

    const TimelineModel& model_;
    Navigation& navigation_;
    std::optional<QPointF> pointer_;
    Drag drag_ = Drag::none;
    QPointF drag_begin_;
    TimeRange drag_range_; ///< visible range when the drag began
    std::size_t drag_row_ = 0;
};

} // namespace interleave
