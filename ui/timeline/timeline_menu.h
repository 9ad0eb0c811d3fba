// SPDX-License-Identifier: GPL-3.0-or-later
// The context menus of the timeline: what can be done where the user points, or at the chosen row.
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QObject>
#include <QPointF>

#include <cstdint>
#include <optional>

class QMenu;
class QPoint;
class QWidget;

namespace interleave {

class RowActions;

/// It may be used on the window's thread only.
class TimelineMenu : public QObject {
    Q_OBJECT

public:
    /// All must outlive this.
    TimelineMenu(const TimelineModel& model, Navigation& navigation, RowActions& rows,
                 QObject* parent = nullptr);

    /// Where a menu is asked for. Without a row it is empty ground.
    struct Place {
        std::optional<std::size_t> row{};
        std::optional<std::int64_t> time{}; ///< not on a row's name
    };
    Place placeAt(const QPointF& point) const;
    /// Returns the chosen row at the cursor.
    Place placeOfChoice() const;

    /// Opens the menu for what is at this point of the plot. Without a trace nothing opens.
    void openAt(const QPointF& point, const QPoint& global, QWidget& plot);
    /// Opens it beside the chosen row, or for empty ground if there is none.
    void openForChoice(QWidget& plot);
    /// Adds what makes sense there.
    void fill(QMenu& menu, const Place& place);

signals:
    void noteWanted();
    void pathWanted();
    /// The lanes of this row shall share a row or not, the other way round than now.
    void foldWanted(std::size_t row);

private:
    void addMoment(QMenu& menu, std::size_t row, std::int64_t time);
    void addMarks(QMenu& menu, const Place& place);
    void addRow(QMenu& menu, std::size_t row);
    void addView(QMenu& menu);
    void choose(std::size_t row, std::int64_t time);
    QPointF besideRow(const Place& place) const;

    const TimelineModel& model_;
    Navigation& navigation_;
    RowActions& rows_;
};

/// Returns an empty menu of the timeline that deletes itself when it is closed; nullptr while one is open.
QMenu* new_timeline_menu(QWidget& parent, const QString& accessible_name);

} // namespace interleave
