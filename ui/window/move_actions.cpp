// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/move_actions.h"

#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"
#include "ui/window/window_actions.h"

namespace interleave {

namespace {

constexpr double zoom_factor = 1.5;

/// Zooms around the cursor, or around the middle where the cursor is out of view.
void zoom(Navigation& navigation, double factor) {
    const TimeRange& range = navigation.visibleRange();
    const std::int64_t middle = range.from + range.length() / 2;
    const std::int64_t cursor = navigation.cursor().value_or(middle);
    navigation.zoom(factor, cursor >= range.from && cursor <= range.until ? cursor : middle);
}

} // namespace

void connect_moves(const WindowActions& actions, Navigation& navigation, const ShownRun& run) {
    QObject::connect(actions.zoom_in, &QAction::triggered, &navigation,
                     [&navigation] { zoom(navigation, zoom_factor); });
    QObject::connect(actions.zoom_out, &QAction::triggered, &navigation,
                     [&navigation] { zoom(navigation, 1 / zoom_factor); });
    QObject::connect(actions.show_all, &QAction::triggered, &navigation, &Navigation::showAll);
    QObject::connect(actions.undo_move, &QAction::triggered, &navigation, &Navigation::undo);
    QObject::connect(actions.redo_move, &QAction::triggered, &navigation, &Navigation::redo);
    for (QAction* action :
         {actions.zoom_in, actions.zoom_out, actions.show_all, actions.undo_move, actions.redo_move}) {
        action->setEnabled(run.trace() != nullptr);
        QObject::connect(&run, &ShownRun::replaced, action,
                         [action, &run] { action->setEnabled(run.trace() != nullptr); });
    }
}

} // namespace interleave
