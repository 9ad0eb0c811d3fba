// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/panels.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QTabWidget>

#include <algorithm>
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

} // namespace

Panels::Panels(const std::vector<View>& views, const ViewContext& context, QMainWindow* window)
    : QObject(window)
    , window_(window) {
    for (const View& view : views) {
        ViewPanel made = view.make(context);
        QDockWidget* dock = view.place == ViewPlace::centre ? nullptr : makeDock(view, made.widget);
        panels_.push_back({view.place, std::move(made), dock});
    }
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
    connect(dock, &QDockWidget::visibilityChanged, widget, &QWidget::setVisible);
    return dock;
}

void Panels::placeDocks() {
    for (const Panel& panel : panels_)
        if (panel.dock != nullptr)
            window_->addDockWidget(area_of(panel.place), panel.dock);
    for (const ViewPlace place : {ViewPlace::right, ViewPlace::below}) {
        const QList<QDockWidget*> docks = docksAt(place);
        for (qsizetype i = 1; i < docks.size(); ++i)
            window_->tabifyDockWidget(docks[i - 1], docks[i]);
        if (!docks.isEmpty())
            docks.front()->raise();
    }
}

QList<QDockWidget*> Panels::docksAt(ViewPlace place) const {
    QList<QDockWidget*> docks;
    for (const Panel& panel : panels_)
        if (panel.place == place && panel.dock != nullptr)
            docks.append(panel.dock);
    return docks;
}

QList<QWidget*> Panels::centre() const {
    QList<QWidget*> widgets;
    for (const Panel& panel : panels_)
        if (panel.place == ViewPlace::centre)
            widgets.append(panel.view.widget);
    return widgets;
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
    QList<QAction*> actions;
    for (const Panel& panel : panels_)
        if (panel.dock != nullptr)
            actions.append(panel.dock->toggleViewAction());
    return actions;
}

void Panels::arrange() {
    const QList<QDockWidget*> left = docksAt(ViewPlace::left);
    const QList<QDockWidget*> right = docksAt(ViewPlace::right);
    const QList<QDockWidget*> below = docksAt(ViewPlace::below);
    const int letter = window_->fontMetrics().averageCharWidth();
    const int left_width = std::clamp(window_->width() / 5, letter * 30, letter * 42);
    const int right_width = std::clamp(window_->width() / 4, letter * 38, letter * 62);
    window_->resizeDocks({left.front(), right.front()}, {left_width, right_width}, Qt::Horizontal);
    const int below_height = std::clamp(window_->height() / 5, letter * 18, letter * 30);
    window_->resizeDocks({below.front()}, {below_height}, Qt::Vertical);
    // The first on the left, a list to choose from, gets a little more height than the others.
    QList<int> heights;
    for (qsizetype i = 0; i < left.size(); ++i)
        heights.append(window_->height() * (i == 0 ? 11 : 9) / 20);
    window_->resizeDocks(left, heights, Qt::Vertical);
}

void Panels::resetLayout() {
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
}

void Panels::makeRoomBelow(double share) {
    const int wanted = static_cast<int>(share * window_->height());
    for (QDockWidget* dock : docksAt(ViewPlace::below)) {
        const bool in_front = !dock->isFloating() && !dock->visibleRegion().isEmpty();
        if (in_front && dock->height() < wanted)
            window_->resizeDocks({dock}, {wanted}, Qt::Vertical);
    }
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
    if (const Panel* panel = firstWith(&ViewPanel::set_initial_focus))
        panel->view.set_initial_focus();
}

void Panels::startSearch() {
    const Panel* panel = firstWith(&ViewPanel::start_search);
    if (panel == nullptr)
        return;
    if (panel->dock != nullptr)
        panel->dock->raise();
    panel->view.start_search();
}

} // namespace interleave
