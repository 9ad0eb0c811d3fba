// SPDX-License-Identifier: GPL-3.0-or-later
// What keys, wheel and mouse do in the timeline; the same as in other trace viewers, so that nobody has to
// learn it. Translates events into moves of the navigation and wishes to the widget.
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

/// Needs no widget: the events' positions are those of the model's places.
class TimelineInput : public QObject {
    Q_OBJECT

public:
    /// `model` and `navigation` must outlive this.
    TimelineInput(const TimelineModel& model, Navigation& navigation, QObject* parent = nullptr);

    /// Keys and what they do, for a sheet of help.
    static QList<QPair<QString, QString>> keys();
    /// Whether the key is the timeline's while it has the focus, although a window may use it as a shortcut.
    static bool claims(const QKeyEvent& event);

    /// Each of these returns whether the event meant something here.
    bool handleKey(const QKeyEvent& event);
    bool handlePointer(QEvent& event);

    /// Where the pointer is; nothing while it is elsewhere.
    const std::optional<QPointF>& pointer() const { return pointer_; }
    /// Forgets a drag that goes on: what was grabbed is not there any more.
    void cancelDrag() { drag_ = Drag::none; }

signals:
    /// A button was pressed: the keys shall come here.
    void focusWanted();
    void scrollWanted(int pixels); ///< positive is down
    void pageWanted(int pages);    ///< positive is down
    /// The time under the pointer is held and moves with it, or not any more.
    void grabbed(bool is_grabbed);
    /// pointer() changed.
    void pointerMoved();
    /// What is under the pointer, one line; empty where there is nothing.
    void hovered(const QString& text);
    /// Shows `text` at `global`; hides what is shown if it is empty.
    void toolTipWanted(const QPoint& global, const QString& text);

private:
    enum class Drag { none, select, pan, overview };

    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void turnWheel(const QWheelEvent& event);
    void zoomAt(double factor, double x);
    void panTo(double x);
    void selectTo(double x);
    void showOverviewAt(double x);
    void mark(bool keep);
    void hover(const QPointF& position);
    void askForToolTip(const QHelpEvent& event);

    const TimelineModel& model_;
    Navigation& navigation_;
    std::optional<QPointF> pointer_;
    Drag drag_ = Drag::none;
    QPointF drag_begin_;
    TimeRange drag_range_; ///< what was visible as the drag began
    std::size_t drag_row_ = 0;
};

} // namespace interleave
