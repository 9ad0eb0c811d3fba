// SPDX-License-Identifier: GPL-3.0-or-later
// How the rows of the run that is shown are arranged, and the way back to how they were.
#pragma once

#include "core/file/row_arrangement.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

namespace interleave {

/// Views read and change it; who keeps notes keeps it with the run. It may be used on the window's thread
/// only.
class ShownArrangement : public QObject {
    Q_OBJECT

public:
    explicit ShownArrangement(QObject* parent = nullptr);

    const RowArrangement& rows() const { return rows_; }
    /// Replaces all without a way back, as when another run is shown.
    void reset(RowArrangement rows = {});
    /// Changes the arrangement as the user asked. `what` says the change in the menu: "hide worker 1". Does
    /// nothing if `rows` are arranged so already.
    void change(const QString& what, RowArrangement rows);
    /// Has the user's changes. It belongs to this.
    QUndoStack& undoStack() { return undo_; }

signals:
    void changed();

private:
    class Step;

    void show(const RowArrangement& rows);

    RowArrangement rows_;
    QUndoStack undo_;
};

} // namespace interleave
