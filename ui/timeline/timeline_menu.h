// SPDX-License-Identifier: GPL-3.0-or-later
// The context menus of the timeline: what can be done where the user points, or at the chosen row.
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QObject>
#include <QPointF>

#include <cstdint>
#include <optional>

class QMenu;

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

    const TimelineModel& model_;
    Navigation& navigation_;
    RowActions& rows_;
};

} // namespace interleave
