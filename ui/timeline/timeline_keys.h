// SPDX-License-Identifier: GPL-3.0-or-later
// What keys do in the timeline: the same as in other trace viewers, so that nobody has to learn it.
#pragma once

#include "ui/timeline/row_actions.h"
#include "ui/timeline/timeline_model.h"

#include <QList>
#include <QObject>
#include <QPair>
#include <QString>

#include <cstdint>

class QKeyEvent;

namespace interleave {

class TimelinePointer;

/// Translates keys into moves of the navigation and requests to the widget, which it does not need.
class TimelineKeys : public QObject {
    Q_OBJECT

public:
    /// All must outlive this.
    TimelineKeys(const TimelineModel& model, Navigation& navigation, const TimelinePointer& pointer,
                 QObject* parent = nullptr);

    /// Returns the keys and what they do, with what the pointer does, for the sheet of keys.
    static QList<QPair<QString, QString>> keys();
    /// Whether the timeline takes this key while it has the focus, even if the window uses it as a shortcut.
    static bool claims(const QKeyEvent& event);

    /// Returns whether the event was used.
    bool handle(const QKeyEvent& event);

signals:
    void pageWanted(int pages); ///< positive is down
    /// The lanes of this row shall share a row or not, the other way round than now. It may be no row.
    void foldWanted(std::size_t row);
    /// This shall be done to the chosen row, or to all.
    void rowActionWanted(interleave::RowAction action);
    void rowsMenuWanted();
    void menuWanted(); ///< for the chosen row
    /// The user wants to write a note on the selection, else on the cursor's time, else on the
    /// loose mark.
    void noteWanted();
    /// The user wants to see the critical path of the wait at the cursor, or else of the run.
    void pathWanted();

private:
    bool handleRowKey(const QKeyEvent& event);
    /// Keeps the cursor in its place if it is in view, else what is under the pointer, else the middle.
    void zoomByKey(double factor);
    std::int64_t markedTime() const;
    void mark(bool keep);
    void wantNote();
    void showNextArrows();

    const TimelineModel& model_;
    Navigation& navigation_;
    const TimelinePointer& pointer_;
};

} // namespace interleave
