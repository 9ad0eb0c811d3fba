// SPDX-License-Identifier: GPL-3.0-or-later
// All actions of the window with their words, keys and tool tips, and the menus that contain them.
#pragma once

#include "ui/theme/appearance.h"

#include <QAction>
#include <QList>
#include <QObject>

class QActionGroup;
class QMenu;
class QMenuBar;

namespace interleave {

/// The window that is passed owns this. The actions do nothing by themselves; the window connects them.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QWidget* window);

    /// Fills the menu bar. `panels` are the actions that show and hide the panels.
    void fill(QMenuBar& bar, const QList<QAction*>& panels) const;
    /// Enables Stop while something runs, during which Run starts it again.
    void setRunning(bool running);
    void setLook(Look look);

    QAction* run;
    QAction* stop;
    QAction* run_or_stop; ///< Space, where no widget needs that key itself; in no menu
    QAction* replay;      ///< play, or pause
    QAction* follow;
    QAction* switches;
    QAction* earlier_run;
    QAction* later_run;
    QAction* keep_runs;    ///< on disk, for a while
    QAction* ask_for_runs; ///< before one that was not saved is given up
    QMenu* runs_menu;      ///< the last runs; who opens files fills it
    QAction* open;
    QMenu* recent_menu;     ///< the last files; who opens files fills it
    QAction* record;        ///< asks for a program
    QMenu* articles_menu;   ///< programs of the articles, to be recorded; the data of each is its file
    QAction* run_in_python; ///< the lesson's program, beside the model
    QAction* save;
    QAction* save_as;
    QAction* export_picture;
    QAction* export_report;
    QAction* copy_picture;
    QAction* quit;
    QAction* compare_backends; ///< the same on each of them, one above the other
    QAction* ask_next;         ///< what happens next in the run
    QAction* save_answers;     ///< to the lessons' questions
    QAction* forget_answers;
    QAction* search; ///< for a scenario
    QAction* find;   ///< in the run
    QAction* find_next;
    QAction* find_previous;
    QAction* zoom_in;
    QAction* zoom_out;
    QAction* show_all;
    QAction* undo_move; ///< moves of the timeline's view
    QAction* redo_move;
    QAction* add_note;
    QMenu* notes_menu; ///< who writes notes fills it
    QAction* processor_rows;
    QMenu* arrows_menu;   ///< of the tool bar, too
    QActionGroup* arrows; ///< of none, of the chosen lane, of all, in the order of Navigation::Arrows
    QAction* critical_path;
    QAction* sides_docked; ///< in a narrow window, too
    QAction* reset_layout;
    QAction* presenter;
    QAction* full_screen;
    QList<QAction*> pages; ///< of the course, each with the page's name as its data
    QAction* keys;
    QAction* about;
    QActionGroup* looks;
    QList<QAction*> puzzles; ///< the data of each is the name of its scenario

signals:
    void lookChosen(interleave::Look look);

private:
    QAction* add(const char* name, const QString& text, const QString& tool_tip,
                 const QList<QKeySequence>& shortcuts = {});
    QAction* look_actions_[3];
};

} // namespace interleave
