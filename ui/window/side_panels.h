// SPDX-License-Identifier: GPL-3.0-or-later
// The views on the left. In a wide window they are docked; in a narrow one a rail of icons takes their place,
// and each opens over the picture, so that the picture keeps its width.
#pragma once

#include "ui/view/view.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <utility>
#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;
class QToolBar;

namespace interleave {

class SideDrawer;

/// What is opened over the picture closes with Esc, with a click or a step of the Tab key to something else,
/// and when the user has done in it what it is for. It may be used on the window's thread only.
class SidePanels : public QObject {
    Q_OBJECT

public:
    /// Makes the rail, hidden, with a button for each view on the left.
    SidePanels(const std::vector<View>& views, QMainWindow* window);

    /// Takes the views on the left one by one, in their order, when each has been made and put into its dock.
    void add(const ViewPanel& view, QDockWidget* dock);
    /// Gives the keyboard focus to the view that gets it where nothing else is left that could have it.
    void setFallbackFocus(std::function<void()> set_focus) { set_fallback_focus_ = std::move(set_focus); }

    /// Returns the action that shows and hides the view of this dock; nullptr if it is none on the left.
    QAction* toggleOf(const QDockWidget* dock) const;

    /// Puts the views behind the rail, or back into their docks, as they were shown there. A dock that the
    /// user has moved away from the left side stays where it is.
    void setBehindRail(bool behind);
    bool areBehindRail() const { return behind_rail_; }
    /// Opens the view of this dock over the picture if it is behind the rail, without giving it the focus.
    void open(const QDockWidget* dock);
    /// Closes what lies over the picture.
    void closeDrawer() { close(FocusTo::picture); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Side {
        QAction* toggle;  ///< checked while the view can be seen; also what its button on the rail does
        QAction* on_rail; ///< the place of that button
        QString title;
        QDockWidget* dock = nullptr;
        QWidget* widget = nullptr;
        std::function<void()> set_focus{};
        bool is_behind = false;
        bool was_shown = true; ///< in its dock, before it went behind the rail
    };
    /// What gets the focus after a view was closed that has it.
    enum class FocusTo { where_it_was, picture, nothing };

    void onTriggered(Side& side);
    void open(Side& side);
    void close(FocusTo focus_to);
    void place();
    void showState();
    bool isOutside(const QWidget* widget) const;
    void onFocusChanged(const QWidget* before, const QWidget* now);

    QMainWindow* window_;
    QToolBar* rail_;
    SideDrawer* drawer_;
    std::vector<Side> sides_; ///< never changes its size after the constructor
    std::size_t added_ = 0;
    Side* open_ = nullptr;
    bool behind_rail_ = false;
    std::function<void()> set_fallback_focus_ = [] {};
    QPointer<QWidget> focus_before_;
};

} // namespace interleave
