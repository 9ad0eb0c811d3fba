// SPDX-License-Identifier: GPL-3.0-or-later
// What a user can do to the rows of the timeline: hide, pin, move, collapse, filter, and undo all of it.
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QObject>

#include <cstddef>

class QMenu;

namespace interleave {

class ShownArrangement;

/// What can be done by key to the chosen row, or to all rows.
enum class RowAction { hide, show_all, pin, toggle_process, move_up, move_down, undo, redo };

/// Turns what the user asks for into changes of the arrangement. Rows are those of the model as they are
/// shown. It may be used on the window's thread only.
class RowActions : public QObject {
    Q_OBJECT

public:
    /// All must outlive this.
    RowActions(const TimelineModel& model, Navigation& navigation, ShownArrangement& shown,
               QObject* parent = nullptr);

    /// Does this to the row; what concerns all rows needs none.
    void perform(RowAction action, std::size_t row);
    /// Hides a row; if it is the chosen one, the row that takes its place is chosen.
    void hide(std::size_t row);
    void showAll();
    void togglePin(std::size_t row);
    void toggleProcess(std::size_t row);
    void moveBy(std::size_t row, int by);
    void moveTo(std::size_t row, std::size_t to);
    void setFilter(const RowFilter& filter);
    /// Shows only the lanes that used the object.
    void showOnlyUsersOf(ObjectId object);
    void undo();
    void redo();

    /// Returns the name of the chosen lane or object if it has no row because it is hidden; else nothing.
    QString hiddenChoice() const;
    /// Adds what concerns all rows: filters, what is hidden, undo.
    void fillMenu(QMenu& menu);
    /// Adds how all rows are shown again and how changes are undone.
    void addWaysBack(QMenu& menu);

private:
    QString nameOf(std::size_t row) const;
    void addFilters(QMenu& menu);
    void addHidden(QMenu& menu);

    const TimelineModel& model_;
    Navigation& navigation_;
    ShownArrangement& shown_;
};

/// Returns a name as a menu shows it: short, and without letters that it would take for a key.
QString menu_name(const QString& name);

} // namespace interleave
