// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows the timeline shows: it keeps the rows, the button that says what is hidden, and the user's
// arrangement together.
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QObject>

#include <cstddef>

class QWidget;

namespace interleave {

class FilterUsers;
class RowActions;
class RowsButton;
class ShownArrangement;

/// It may be used on the window's thread only.
class RowControl : public QObject {
    Q_OBJECT

public:
    /// All must outlive this. The button is made as a child of `view`, hidden until there are rows.
    RowControl(TimelineModel& model, Navigation& navigation, ShownArrangement& arrangement, QWidget* view);

    RowActions& actions() const { return *actions_; }
    RowsButton* button() const { return button_; }

    /// Says what is hidden, and asks for the rows' places beside that.
    void tellHidden();
    /// Puts the button above the names. Call it when the rows have their places.
    void placeButton();
    /// Finds the lanes that used the object of the filter, if there is one.
    void askForUsers();
    /// Shows the lanes of this row in one row or not, the other way round than now. It may be no row.
    void fold(std::size_t row);
    /// Opens the menu of the rows below the button.
    void openMenu();

signals:
    void placeWanted(); ///< the rows need other places
    void redrawWanted();
    void arranged(); ///< other rows are shown, or in another order

private:
    void takeArrangement();

    TimelineModel& model_;
    ShownArrangement& arrangement_;
    QWidget* view_;
    RowActions* actions_;
    RowsButton* button_;
    FilterUsers* users_;
};

} // namespace interleave
