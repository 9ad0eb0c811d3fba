// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/panels.h"

#include "ui/window/centre_tabs.h"
#include "ui/window/frame_sizes.h"
#include "ui/window/side_panels.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QTabWidget>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace interleave {

namespace {

Qt::DockWidgetArea area_of(ViewPlace place) {
    switch (place) {
    case ViewPlace::left:
        return Qt::LeftDockWidgetArea;
    case ViewPlace::right:
        return Qt::RightDockWidgetArea;
    case ViewPlace::below:
        return Qt::BottomDockWidgetArea;
    case ViewPlace::centre:
        break;
    }
    return Qt::NoDockWidgetArea;
}

constexpr double room_for_finding = 0.33; ///< of the window's height: some hits, below the picture

/// Whether the dock is in its area and not behind another one. What is behind is hidden (Panels::makeDock).
bool is_in_front(const QDockWidget& dock) {
    return !dock.isFloating() && dock.isVisible() && dock.widget() != nullptr && dock.widget()->isVisible();
}

} // namespace

Panels::Panels(const std::vector<View>& views, const ViewContext& context, QMainWindow* window)
    : QObject(window)
    , window_(window)
    , centre_(new CentreTabs(window))
    , sides_(new SidePanels(views, window)) {
    for (const View& view : views) {
        ViewPanel made = view.make(context);
        QDockWidget* dock = view.place == ViewPlace::centre ? nullptr : makeDock(view, made.widget);
        panels_.push_back({view.id, view.place, std::move(made), dock});
        if (view.place == ViewPlace::centre)
            centre_->add(panels_.back().view.widget, view.title, view.tool_tip);
        if (view.place == ViewPlace::left)
            sides_->add(panels_.back().view, dock);
    }
    connect(centre_, &QTabWidget::currentChanged, sides_,
            &SidePanels::closeDrawer); // it would cover the page
    if (const ViewPanel* picture = presented(); picture != nullptr && picture->set_initial_focus)
        sides_->setFallbackFocus(picture->set_initial_focus);
    window_->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window_->setDockNestingEnabled(true);
    // Forms need height more than tables need width.
    window_->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    placeDocks();
    // Where tabs name the panels, a title below them would only repeat the name.
    for (const ViewPlace place : {ViewPlace::right, ViewPlace::below})
        if (const QList<QDockWidget*> docks = docksAt(place); docks.size() > 1)
            for (QDockWidget* dock : docks)
                dock->setTitleBarWidget(new QWidget(dock));
}

Panels::~Panels() {
    sides_->setBehindRail(false); // each view is in its dock, which deletes it
    delete sides_;
    for (const Panel& panel : panels_) {
        if (panel.dock != nullptr)
            delete panel.dock;
        else
            delete panel.view.widget;
    }
}

QDockWidget* Panels::makeDock(const View& view, QWidget* widget) {
    auto* dock = new QDockWidget(view.title, window_);
    dock->setObjectName(dock_name(view));
    dock->setAccessibleName(view.title);
    dock->setWidget(widget);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable |
                      QDockWidget::DockWidgetFloatable);
    dock->toggleViewAction()->setToolTip(view.tool_tip);
    // A dock behind another one is only moved out of sight. Were its widgets not hidden, they would take the
    // focus and the keys of buttons that nobody sees. Its room stays, so that nothing moves at a change of
    // tabs.
    QSizePolicy policy = widget->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    widget->setSizePolicy(policy);
    connect(dock, &QDockWidget::visibilityChanged, widget, [dock, widget](bool visible) {
        if (widget->parentWidget() == dock)
            widget->setVisible(visible);
    });
    return dock;
}

void Panels::placeDocks() {
    for (QDockWidget* dock : docksAt(ViewPlace::left))
        window_->addDockWidget(area_of(ViewPlace::left), dock);
    for (const ViewPlace place : {ViewPlace::right, ViewPlace::below}) {
        // Side by side, if only for a moment, they would make the window wider than the screen.
        QDockWidget* last = nullptr;
        for (QDockWidget* dock : docksAt(place)) {
            if (last == nullptr)
                window_->addDockWidget(area_of(place), dock);
            else
                window_->tabifyDockWidget(last, dock);
            last = dock;
        }
        if (last != nullptr)
            docksAt(place).front()->raise();
    }
}

QList<QDockWidget*> Panels::docksAt(ViewPlace place) const {
    QList<QDockWidget*> docks;
    for (const Panel& panel : panels_)
        if (panel.place == place && panel.dock != nullptr)
            docks.append(panel.dock);
    return docks;
}

QWidget* Panels::centre() const {
    return centre_;
}

void Panels::orderTabs() {
    QWidget* last = nullptr;
    for (const Panel& panel : panels_) {
        const ViewPanel& view = panel.view;
        if (view.last_in_tab_order == nullptr)
            continue;
        if (view.set_tab_after)
            view.set_tab_after(last);
        else if (last != nullptr)
            QWidget::setTabOrder(last, view.last_in_tab_order);
        last = view.last_in_tab_order;
    }
}

void Panels::addSpaceAction(QAction* action) {
    for (const Panel& panel : panels_)
        if (panel.view.space_runs)
            panel.view.widget->addAction(action);
}

QList<QAction*> Panels::toggles() const {
    QList<QAction*> actions = centre_->toggles();
    for (const Panel& panel : panels_)
        if (panel.dock != nullptr) {
            QAction* toggle = sides_->toggleOf(panel.dock);
            actions.append(toggle != nullptr ? toggle : panel.dock->toggleViewAction());
        }
    return actions;
}

void Panels::arrange() {
    const QList<QDockWidget*> left = docksAt(ViewPlace::left);
    const QList<QDockWidget*> right = docksAt(ViewPlace::right);
    const QList<QDockWidget*> below = docksAt(ViewPlace::below);
    const FrameSizes sizes = frame_sizes(*window_);
    window_->resizeDocks({left.front(), right.front()}, {sizes.left, sizes.right_at(window_->width())},
                         Qt::Horizontal);
    const int letter = window_->fontMetrics().averageCharWidth();
    // Less than this has no room for a chart with its legend or for more than some rows of a table.
    const int below_height = std::clamp(window_->height() * 7 / 25, letter * 22, letter * 45);
    window_->resizeDocks({below.front()}, {below_height}, Qt::Vertical);
    // The first on the left, a list to choose from, gets a little more height than the others.
    QList<int> heights;
    for (qsizetype i = 0; i < left.size(); ++i)
        heights.append(window_->height() * (i == 0 ? 11 : 9) / 20);
    window_->resizeDocks(left, heights, Qt::Vertical);
}

void Panels::fit() {
    const FrameSizes sizes = frame_sizes(*window_);
    sides_->setBehindRail(!keeps_sides_docked_ && window_->width() < sizes.wide_from);
    const bool is_wide = window_->width() >= sizes.wide_from;
    if (was_wide_ == is_wide)
        return;
    was_wide_ = is_wide;
    // A width that the user has chosen stays. Only the panel in front tells it; those behind may have an old
    // one.
    QList<QDockWidget*> right = docksAt(ViewPlace::right);
    right.removeIf([](const QDockWidget* dock) { return !is_in_front(*dock); });
    const auto has = [&](int width) { return std::abs(right.front()->width() - width) <= 2; };
    if (!right.isEmpty() && (has(sizes.right_if_wide) || has(sizes.right_if_narrow)))
        window_->resizeDocks({right.front()}, {sizes.right_at(window_->width())}, Qt::Horizontal);
}

void Panels::keepSidesDocked(bool docked) {
    keeps_sides_docked_ = docked;
    fit();
}

void Panels::openList() {
    if (const Panel* panel = firstWith(&ViewPanel::start_search))
        sides_->open(panel->dock);
}

void Panels::dockAll() {
    sides_->setBehindRail(false);
}

void Panels::resetLayout() {
    dockAll();
    for (const Panel& panel : panels_) {
        if (panel.dock == nullptr)
            continue;
        panel.dock->setFloating(false);
        window_->removeDockWidget(panel.dock);
    }
    placeDocks();
    for (const Panel& panel : panels_)
        if (panel.dock != nullptr)
            panel.dock->show();
    for (const ViewPlace place : {ViewPlace::right, ViewPlace::below})
        if (const QList<QDockWidget*> docks = docksAt(place); !docks.isEmpty())
            docks.front()->raise();
    arrange();
    fit();
}

void Panels::makeRoomBelow(double share) {
    const int wanted = static_cast<int>(share * window_->height());
    for (QDockWidget* dock : docksAt(ViewPlace::below)) {
        if (is_in_front(*dock) && dock->height() < wanted)
            window_->resizeDocks({dock}, {wanted}, Qt::Vertical);
    }
}

void Panels::show(const char* id) {
    const auto panel = std::ranges::find_if(
        panels_, [id](const Panel& candidate) { return QLatin1String(candidate.id) == QLatin1String(id); });
    if (panel == panels_.end())
        return;
    if (panel->dock == nullptr) {
        centre_->showView(panel->view.widget);
        return;
    }
    if (panel->place == ViewPlace::left && sides_->areBehindRail()) {
        sides_->open(panel->dock);
        return;
    }
    panel->dock->show();
    panel->dock->raise();
}

const Panels::Panel* Panels::firstWith(std::function<void()> ViewPanel::*function) const {
    const auto found =
        std::ranges::find_if(panels_, [&](const Panel& panel) { return bool(panel.view.*function); });
    return found == panels_.end() ? nullptr : &*found;
}

std::vector<ExportChoice> Panels::toExport() const {
    std::vector<ExportChoice> choices;
    for (const Panel& panel : panels_) {
        if (!panel.view.to_export)
            continue;
        if (std::optional<ExportChoice> choice = panel.view.to_export())
            choices.push_back(std::move(*choice));
    }
    return choices;
}

void Panels::connectExport(const std::function<void(const ExportChoice& of)>& open_dialog) {
    for (const Panel& panel : panels_) {
        if (!panel.view.connect_export)
            continue;
        panel.view.connect_export([open_dialog, to_export = panel.view.to_export] {
            if (const std::optional<ExportChoice> choice = to_export())
                open_dialog(*choice);
        });
    }
}

const ViewPanel* Panels::presented() const {
    const auto found = std::ranges::find_if(panels_, [](const Panel& panel) {
        return panel.place == ViewPlace::centre && panel.view.set_presenting;
    });
    return found == panels_.end() ? nullptr : &found->view;
}

const ViewPanel* Panels::searched() const {
    const auto found =
        std::ranges::find_if(panels_, [](const Panel& panel) { return bool(panel.view.find_scenarios); });
    return found == panels_.end() ? nullptr : &found->view;
}

void Panels::setInitialFocus() {
    // Without any the focus would go to whatever comes next, and a lesson would be scrolled to its question.
    const Panel* const first = firstWith(&ViewPanel::set_initial_focus);
    const auto panel = std::ranges::find_if(panels_, [this, first](const Panel& candidate) {
        return (&candidate == first || candidate.place == ViewPlace::centre) &&
               candidate.view.set_initial_focus && candidate.view.widget->isVisibleTo(window_);
    });
    if (panel != panels_.end())
        panel->view.set_initial_focus();
}

void Panels::askNext() {
    if (const Panel* panel = firstWith(&ViewPanel::ask_next))
        panel->view.ask_next();
}

void Panels::compareBackends() {
    if (const Panel* panel = firstWith(&ViewPanel::compare_backends))
        panel->view.compare_backends();
}

void Panels::runInPython() {
    if (const Panel* panel = firstWith(&ViewPanel::run_in_python))
        panel->view.run_in_python();
}

void Panels::startSearch() {
    const Panel* panel = firstWith(&ViewPanel::start_search);
    if (panel == nullptr)
        return;
    openList();
    if (panel->dock != nullptr)
        panel->dock->raise();
    panel->view.start_search();
}

void Panels::startFind() {
    const auto panel =
        std::ranges::find_if(panels_, [](const Panel& candidate) { return bool(candidate.view.start_find); });
    if (panel == panels_.end())
        return;
    show(panel->id);
    makeRoomBelow(room_for_finding);
    panel->view.start_find();
}

void Panels::stepFound(int by) {
    const auto panel =
        std::ranges::find_if(panels_, [](const Panel& candidate) { return bool(candidate.view.step_found); });
    if (panel != panels_.end())
        panel->view.step_found(by);
}

} // namespace interleave
