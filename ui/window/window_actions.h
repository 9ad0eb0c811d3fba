// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the window: every action with its words, keys and tool tip, and the menus they stand
// in.
#pragma once

#include "ui/theme/appearance.h"

#include <QAction>
#include <QObject>

class QActionGroup;
class QMenuBar;

namespace interleave {

/// Owned by the window given. The actions do nothing by themselves: the window connects them.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QWidget* window);

    /// `panels` are the actions that show and hide the docks.
    void fill(QMenuBar& bar, const QList<QAction*>& panels) const;
    /// Stop can be pressed while something runs; Run then starts it anew.
    void setRunning(bool running);
    void setLook(Look look);

    QAction* run;
    QAction* stop;
    QAction* run_or_stop; ///< Space, where no widget needs that key itself; in no menu
    QAction* follow;
    QAction* switches;
    QAction* export_picture;
    QAction* quit;
    QAction* search;
    QAction* presenter;
    QAction* full_screen;
    QAction* keys;
    QAction* about;
    QActionGroup* looks;

signals:
    void lookChosen(interleave::Look look);

private:
    QAction* add(const char* name, const QString& text, const QString& tool_tip,
                 const QList<QKeySequence>& shortcuts = {});
    QAction* look_actions_[3];
};

} // namespace interleave
