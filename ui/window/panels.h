// SPDX-License-Identifier: GPL-3.0-or-later
// The views in the window: makes each of the table, and puts it into its dock or into the centre.
#pragma once

#include "ui/view/view.h"

#include <QList>
#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;

namespace interleave {

/// Window's thread only.
class Panels : public QObject {
    Q_OBJECT

public:
    /// Makes the views and the docks; the centre is left to the window. The context must outlive this.
    Panels(const std::vector<View>& views, const ViewContext& context, QMainWindow* window);
    /// The views go before what they share.
    ~Panels() override;

    /// The widgets for the window's centre, from top to bottom.
    QList<QWidget*> centre() const;
    /// Call when all views stand in the window.
    void orderTabs();
    /// The action works with its key in the views that leave the Space key to the window.
    void giveSpaceTo(QAction* action);
    /// Actions that show and hide the docks, in reading order.
    QList<QAction*> toggles() const;

    /// The sizes a first start has, in the proportions of the window; call when the window has its size.
    void arrange();
    /// Gives the panel that is seen below so much of the window's height, if it has less.
    void makeRoomBelow(double share);
    /// Puts the keyboard where it is when the window opens.
    void takeKeyboard();
    /// Brings the view that can be searched to the front, with the keyboard in its search field.
    void startSearch();

private:
    struct Panel {
        ViewPlace place;
        ViewPanel view;
        QDockWidget* dock; ///< nullptr in the centre
    };

    QDockWidget* makeDock(const View& view, QWidget* widget);
    void arrangeDocks();
    QList<QDockWidget*> docksAt(ViewPlace place) const;
    /// The first view that has that function, or nullptr.
    const Panel* firstWith(std::function<void()> ViewPanel::*function) const;

    QMainWindow* window_;
    std::vector<Panel> panels_;
};

} // namespace interleave
