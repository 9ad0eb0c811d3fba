// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the views of the table and puts each into its dock or into the centre of the window.
#pragma once

#include "ui/view/view.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;

namespace interleave {

class CentreTabs;
class SidePanels;

/// It may be used on the window's thread only.
class Panels : public QObject {
    Q_OBJECT

public:
    /// Makes the views and the docks; the window itself places the centre. The context must outlive this.
    Panels(const std::vector<View>& views, const ViewContext& context, QMainWindow* window);
    /// Deletes the views, which must happen before what they share is deleted.
    ~Panels() override;

    /// Returns the widget for the window's centre, which gets the window as its owner.
    QWidget* centre() const;
    /// Sets the order of the Tab key. Call this when all views are in the window.
    void orderTabs();
    /// Adds the action to the views that leave the Space key to the window, so that its key works there.
    void addSpaceAction(QAction* action);
    /// Returns the actions that show and hide the views beside the picture, in reading order.
    QList<QAction*> toggles() const;

    /// Gives the docks the sizes of a first start. Call this when the window has its size.
    void arrange();
    /// Fits the sides to the window's width: in a narrow window the views on the left go behind a rail of
    /// icons. Call this whenever the window has another size.
    void fit();
    /// Keeps the views on the left docked in a narrow window, too.
    void keepSidesDocked(bool docked);
    /// Opens the list of scenarios over the picture if it is behind the rail.
    void openList();
    /// Brings the view of this id to the front, and its panel if it is closed.
    void show(const char* id);
    /// Puts all views into their docks, so that the window's state can be saved. fit() undoes it.
    void dockAll();
    /// Shows all docks where they were at the first start, in the sizes of a first start.
    void resetLayout();
    /// Gives the visible panel at the bottom this share of the window's height if it has less.
    void makeRoomBelow(double share);
    /// Returns what the views have to export now, in the order of the table of views.
    std::vector<ExportChoice> toExport() const;
    /// Makes the views' own buttons for exporting call `open_dialog` with what their view has to export.
    void connectExport(const std::function<void(const ExportChoice& of)>& open_dialog);
    /// Return the view that the presenter mode shows, and the one that finds scenarios; nullptr if there is
    /// none.
    const ViewPanel* presented() const;
    const ViewPanel* searched() const;
    /// Gives the keyboard focus to the view that has it when the window opens, or to the picture if that view
    /// is behind the rail.
    void setInitialFocus();
    /// Lets the view ask what happens next that can.
    void askNext();
    void compareBackends();
    /// Lets the view run the lesson's program in Python that can.
    void runInPython();
    /// Brings the view that can be searched to the front and gives its search field the keyboard focus.
    void startSearch();
    /// Brings the view to the front in which one looks for something in the run, and gives its field the
    /// keyboard focus.
    void startFind();
    /// Goes to the next of what was found in the run, or for -1 to the one before.
    void stepFound(int by);

private:
    struct Panel {
        const char* id;
        ViewPlace place;
        ViewPanel view;
        QDockWidget* dock; ///< nullptr in the centre
    };

    QDockWidget* makeDock(const View& view, QWidget* widget);
    void placeDocks();
    QList<QDockWidget*> docksAt(ViewPlace place) const;
    /// Returns the first view that has that function, or nullptr.
    const Panel* firstWith(std::function<void()> ViewPanel::*function) const;

    QMainWindow* window_;
    CentreTabs* centre_;
    SidePanels* sides_;
    std::vector<Panel> panels_;
    bool keeps_sides_docked_ = false;
    std::optional<bool> was_wide_; ///< the window, when it was last fitted
};

} // namespace interleave
