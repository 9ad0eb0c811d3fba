// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/side_panels.h"

#include "ui/theme/glyphs.h"
#include "ui/window/bar_button.h"
#include "ui/window/flat_tool_bar.h"
#include "ui/window/frame_sizes.h"
#include "ui/window/side_drawer.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QMainWindow>
#include <QMenuBar>

#include <algorithm>
#include <utility>

namespace interleave {

SidePanels::SidePanels(const std::vector<View>& views, QMainWindow* window)
    : QObject(window)
    , window_(window)
    , rail_(new FlatToolBar(window))
    , drawer_(new SideDrawer(window)) {
    rail_->setObjectName(QStringLiteral("sideRail"));
    rail_->setWindowTitle(tr("Side panels"));
    rail_->setAccessibleName(tr("Side panels"));
    for (const View& view : views) {
        if (view.place != ViewPlace::left)
            continue;
        auto* toggle = new QAction(glyph_icon(view.rail_icon.value_or(Glyph::list)), view.title, this);
        toggle->setObjectName(QStringLiteral("action") + dock_name(view).mid(4)); // after "dock"
        toggle->setToolTip(tr("%1: %2").arg(view.title, view.tool_tip));
        toggle->setCheckable(true);
        toggle->setIconVisibleInMenu(false); // there the tick has its place
        sides_.push_back(
            {toggle, rail_->addWidget(new BarButton(toggle, BarButton::Kind::icon)), view.title});
    }
    for (Side& side : sides_)
        connect(side.toggle, &QAction::triggered, this, [this, &side] { onTriggered(side); });
    rail_->setFixedWidth(control_height(*rail_) + 4);
    window_->addToolBar(Qt::LeftToolBarArea, rail_);
    rail_->hide();
    rail_->installEventFilter(this);
    connect(drawer_, &SideDrawer::closeWanted, this, [this] { close(FocusTo::where_it_was); });
}

void SidePanels::add(const ViewPanel& view, QDockWidget* dock) {
    Side& side = sides_.at(added_++);
    side.dock = dock;
    side.widget = view.widget;
    side.set_focus = view.set_initial_focus;
    connect(dock->toggleViewAction(), &QAction::toggled, this, &SidePanels::showState);
    if (view.connect_done)
        view.connect_done([this, &side] {
            if (open_ == &side)
                close(FocusTo::picture);
        });
    showState();
}

QAction* SidePanels::toggleOf(const QDockWidget* dock) const {
    const auto found = std::ranges::find(sides_, dock, &Side::dock);
    return found == sides_.end() ? nullptr : found->toggle;
}

void SidePanels::onTriggered(Side& side) {
    if (!side.is_behind) {
        side.dock->setVisible(side.toggle->isChecked());
    } else if (open_ == &side) {
        close(FocusTo::where_it_was);
    } else {
        open(side);
        if (side.set_focus)
            side.set_focus();
    }
    showState();
}

void SidePanels::setBehindRail(bool behind) {
    if (behind == behind_rail_)
        return;
    behind_rail_ = behind;
    // To be moved, a view is hidden for a moment and loses the focus.
    QPointer<QWidget> focused = window_->focusWidget();
    close(FocusTo::nothing);
    for (Side& side : sides_) {
        if (!behind) {
            if (side.is_behind)
                side.dock->setVisible(side.was_shown);
            side.is_behind = false;
            continue;
        }
        side.is_behind =
            !side.dock->isFloating() && window_->dockWidgetArea(side.dock) == Qt::LeftDockWidgetArea;
        if (!side.is_behind)
            continue;
        side.was_shown = !side.dock->isHidden();
        side.dock->hide();
    }
    for (const Side& side : sides_)
        side.on_rail->setVisible(side.is_behind);
    rail_->setVisible(std::ranges::any_of(sides_, &Side::is_behind));
    showState();
    if (focused == nullptr || focused == window_->focusWidget())
        return;
    const bool is_hidden = std::ranges::any_of(
        sides_, [&](const Side& side) { return side.dock->isHidden() && side.dock->isAncestorOf(focused); });
    if (is_hidden)
        set_fallback_focus_();
    else
        focused->setFocus(Qt::OtherFocusReason);
}

void SidePanels::open(const QDockWidget* dock) {
    const auto found = std::ranges::find(sides_, dock, &Side::dock);
    if (found != sides_.end() && found->is_behind)
        open(*found);
}

void SidePanels::open(Side& side) {
    if (open_ == &side)
        return;
    const bool was_open = open_ != nullptr;
    close(FocusTo::nothing);
    if (!was_open) // else the focus was in the other view, where it cannot return to
        focus_before_ = window_->focusWidget();
    open_ = &side;
    drawer_->hold(side.title, side.widget);
    place();
    drawer_->show();
    drawer_->raise();
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, &SidePanels::onFocusChanged);
    showState();
}

void SidePanels::close(FocusTo focus_to) {
    if (open_ == nullptr)
        return;
    qApp->removeEventFilter(this);
    disconnect(qApp, nullptr, this, nullptr);
    const QWidget* focused = window_->focusWidget();
    const bool has_focus = focused != nullptr && drawer_->isAncestorOf(focused);
    const Side& side = *std::exchange(open_, nullptr);
    drawer_->hide();
    side.dock->setWidget(side.widget);
    showState();
    if (!has_focus || focus_to == FocusTo::nothing)
        return;
    if (focus_to == FocusTo::where_it_was && focus_before_ && focus_before_->isVisible())
        focus_before_->setFocus(Qt::OtherFocusReason);
    else
        set_fallback_focus_();
}

void SidePanels::place() {
    const QRect rail = rail_->geometry();
    const int width = std::min(frame_sizes(*window_).left, window_->width() - rail.right() - 1);
    drawer_->setGeometry(rail.right() + 1, rail.top(), width, rail.height());
}

void SidePanels::showState() {
    for (const Side& side : sides_) {
        if (side.dock == nullptr)
            continue;
        side.toggle->setChecked(side.is_behind ? open_ == &side : side.dock->toggleViewAction()->isChecked());
    }
}

/// Whether the widget is in the window, but is neither what is open nor what opens and closes it.
bool SidePanels::isOutside(const QWidget* widget) const {
    return widget != nullptr && widget->window() == window_ && widget != drawer_ && widget != rail_ &&
           !drawer_->isAncestorOf(widget) && !rail_->isAncestorOf(widget);
}

void SidePanels::onFocusChanged(const QWidget* before, const QWidget* now) {
    const bool was_inside = before != nullptr && before->window() == window_ && !isOutside(before);
    // The menu has the focus only while it is used.
    if (was_inside && isOutside(now) && qobject_cast<const QMenuBar*>(now) == nullptr)
        close(FocusTo::nothing);
}

bool SidePanels::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
        if (watched == rail_ && open_ != nullptr)
            place();
        break;
    case QEvent::MouseButtonPress:
        if (open_ != nullptr && isOutside(qobject_cast<QWidget*>(watched)))
            close(FocusTo::picture);
        break;
    case QEvent::KeyPress:
        if (open_ != nullptr && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
            rail_->isAncestorOf(qobject_cast<QWidget*>(watched))) {
            close(FocusTo::nothing);
            return true;
        }
        break;
    default:
        break;
    }
    return false;
}

} // namespace interleave
