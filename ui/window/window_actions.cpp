// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_actions.h"

#include "core/course/page.h"
#include "core/course/parsons_problems.h"
#include "ui/record/python_programs.h"
#include "ui/theme/glyphs.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include <tuple>

namespace interleave {

WindowActions::WindowActions(QWidget* window) : QObject(window), looks(new QActionGroup(this)) {
    run = add("actionRun", tr("&Run"), tr("Run the chosen scenario (Ctrl+R, or Space in the timeline)"),
              {QKeySequence(Qt::CTRL | Qt::Key_R)});
    run->setIconText(tr("Run")); // the button keeps its width when it runs again
    stop = add("actionStop", tr("&Stop"), tr("End the run (Ctrl+., or Space in the timeline)"),
               {QKeySequence(Qt::CTRL | Qt::Key_Period)});
    run_or_stop =
        add("actionRunOrStop", tr("Run or stop"), tr("Run, or end the run"), {QKeySequence(Qt::Key_Space)});
    run_or_stop->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    compare_backends = add("actionCompareBackends", tr("Run on all backends and co&mpare"),
                           tr("Run the chosen scenario on each backend and show the runs one above the other "
                              "(Ctrl+B)"),
                           {QKeySequence(Qt::CTRL | Qt::Key_B)});
    replay = add("actionReplay", tr("Re&play"),
                 tr("Replay the run slowly, or pause; the views show it as it was then (Ctrl+P, or P in the "
                    "timeline). A run can be replayed when it is over."),
                 {QKeySequence(Qt::CTRL | Qt::Key_P)});
    follow = add("actionFollow", tr("&Follow"),
                 tr("Keep the newest moment in view while a run is in progress (L in the timeline)"));
    follow->setCheckable(true);
    follow->setChecked(true);
    switches = add(
        "actionSwitches", tr("S&witch records"),
        tr("Ask the kernel when each lane gets a CPU and loses it. Without it no lane is drawn as running."));
    switches->setCheckable(true);
    earlier_run =
        add("actionEarlierRun", tr("Run &before"), tr("Show the run before the one that is shown (Alt+Left)"),
            {QKeySequence(Qt::ALT | Qt::Key_Left)});
    later_run =
        add("actionLaterRun", tr("Run af&ter"), tr("Show the run after the one that is shown (Alt+Right)"),
            {QKeySequence(Qt::ALT | Qt::Key_Right)});
    keep_runs =
        add("actionKeepRuns", tr("&Keep the last runs"),
            tr("Write each run to a file in the cache while it goes on, so that the last ten can be shown "
               "again and saved"));
    keep_runs->setCheckable(true);
    ask_for_runs =
        add("actionAskForRuns", tr("&Ask before a run is given up"),
            tr("Ask whether to save a run before another one is shown or the window is closed. Notes "
               "and marks are never given up unasked."));
    ask_for_runs->setCheckable(true);
    runs_menu = new QMenu(tr("&Earlier runs"), window);
    runs_menu->setObjectName(QStringLiteral("menuRuns"));
    runs_menu->setToolTipsVisible(true);
    open = add("actionOpen", tr("&Open…"), tr("Open a saved run, or a trace of another program (Ctrl+O)"),
               {QKeySequence(Qt::CTRL | Qt::Key_O)});
    recent_menu = new QMenu(tr("Open &recent"), window);
    recent_menu->setObjectName(QStringLiteral("menuRecent"));
    recent_menu->setToolTipsVisible(true);
    record = add("actionRecord", tr("Recor&d a program…"),
                 tr("Record a program of yours, C, C++ or Python, without a change to it (Ctrl+Shift+R)"),
                 {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)});
    articles_menu = new QMenu(tr("Record a program of &the articles"), window);
    articles_menu->setObjectName(QStringLiteral("menuArticles"));
    articles_menu->setToolTipsVisible(true);
    for (const PythonProgram& program : article_programs()) {
        QAction* action = add(qPrintable(QStringLiteral("actionArticle.") + program.name),
                              QStringLiteral("%1  –  %2").arg(program.name, program.about),
                              tr("Record python3 %1").arg(program.name));
        action->setData(program.file);
        articles_menu->addAction(action);
    }
    run_in_python =
        add("actionRunInPython", tr("Run it in P&ython, beside the model"),
            tr("Record the Python program of the chosen scenario's lesson and show it above the other on "
               "one time axis (Ctrl+Shift+P)"),
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
    save = add("actionSave", tr("&Save"), QString(), {QKeySequence(Qt::CTRL | Qt::Key_S)});
    save_as =
        add("actionSaveAs", tr("Save &as…"), QString(), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    // Under X a text field uses Ctrl+E and Ctrl+K itself (end of the line, delete to it), so no action has
    // these keys.
    export_picture =
        add("actionExport", tr("&Export…"),
            tr("Save the timeline, the curves or a table: PNG, SVG, PDF, CSV or JSON (Ctrl+Shift+E)"),
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)});
    export_report = add("actionReport", tr("Re&port…"),
                        tr("Save the run as a document: timeline, statistics, locks, checks …"));
    copy_picture = add("actionCopyPicture", tr("&Copy as a picture"),
                       tr("Put the timeline as it is shown on the clipboard (Ctrl+Shift+C)"),
                       {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    ask_next = add("actionAskNext", tr("Ask what happens &next"),
                   tr("Let the run stand still at the cursor and ask what happens next (Ctrl+N)"),
                   {QKeySequence(Qt::CTRL | Qt::Key_N)});
    save_answers = add("actionSaveAnswers", tr("&Save the answers…"),
                       tr("Save what was said to the lessons' questions, and what came out, as CSV"));
    forget_answers = add("actionForgetAnswers", tr("&Forget the answers…"),
                         tr("Ask all questions again, for somebody else who takes the course"));
    quit = add("actionQuit", tr("&Quit"), tr("End the run and close the window (Ctrl+Q)"),
               {QKeySequence(Qt::CTRL | Qt::Key_Q)});
    search = add("actionSearch", tr("&Find a scenario"), tr("Search the list of scenarios (Ctrl+F)"),
                 {QKeySequence(Qt::CTRL | Qt::Key_F)});
    find = add("actionFind", tr("Fin&d in the run"),
               tr("Look for a name, a kind of event, a value or a printed line in the run (/)"),
               {QKeySequence(Qt::Key_Slash)});
    find_next =
        add("actionFindNext", tr("Find the ne&xt"),
            tr("Go to the next event of those that were found, or of all (F3)"), {QKeySequence(Qt::Key_F3)});
    find_previous = add("actionFindPrevious", tr("Find the one &before"),
                        tr("Go to the event before, of those that were found, or of all (Shift+F3)"),
                        {QKeySequence(Qt::SHIFT | Qt::Key_F3)});
    zoom_in = add("actionZoomIn", tr("Zoom &in"),
                  tr("Show less time around the cursor (Ctrl++, or W in the timeline)"),
                  {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    zoom_out = add("actionZoomOut", tr("Zoom &out"),
                   tr("Show more time around the cursor (Ctrl+-, or S in the timeline)"),
                   {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    show_all = add("actionShowAll", tr("Show the &whole run"),
                   tr("Fit the whole run into the view (Ctrl+0, or Home in the timeline)"),
                   {QKeySequence(Qt::CTRL | Qt::Key_0)});
    undo_move = add("actionUndoMove", tr("Undo the last &move"), tr("Show what was in view before (Ctrl+Z)"),
                    {QKeySequence(Qt::CTRL | Qt::Key_Z)});
    redo_move = add("actionRedoMove", tr("&Redo the move"), tr("Show again what was in view (Ctrl+Shift+Z)"),
                    {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)});
    add_note = add("actionAddNote", tr("&Write a note…"),
                   tr("Write a note on the selection, or on the cursor's time (N in the timeline)"));
    notes_menu = new QMenu(tr("&Notes"), window);
    notes_menu->setObjectName(QStringLiteral("menuNotes"));
    notes_menu->setToolTipsVisible(true);
    processor_rows = add("actionProcessorRows", tr("Proc&essor rows"),
                         tr("Show below the lanes which of them was on which processor, as far as the kernel "
                            "told"));
    processor_rows->setCheckable(true);
    arrows_menu = new QMenu(tr("&Arrows"), window);
    arrows_menu->setObjectName(QStringLiteral("menuArrows"));
    arrows_menu->setToolTipsVisible(true);
    arrows_menu->menuAction()->setObjectName(QStringLiteral("actionArrows"));
    arrows_menu->menuAction()->setIconText(tr("Arrows"));
    arrows_menu->menuAction()->setToolTip(
        tr("Show what let a lane go on, with an arrow to where it went on (R in the timeline)"));
    arrows_menu->menuAction()->setIcon(glyph_icon(Glyph::arrow));
    arrows_menu->menuAction()->setCheckable(true); // while there are arrows
    arrows = new QActionGroup(this);
    const std::tuple<const char*, QString, QString> choices[] = {
        {"actionArrowsNone", tr("&None"), tr("Show no arrows")},
        {"actionArrowsChosen", tr("Of the &chosen lane"),
         tr("Show what let the chosen lane go on, and whom it let go on; where these are many, of the bar at "
            "the cursor only")},
        {"actionArrowsAll", tr("Of &all lanes"),
         tr("Show all arrows in view; where these are many, of the bar at the cursor only")}};
    for (const auto& [name, text, tool_tip] : choices) {
        QAction* action = add(name, text, tool_tip);
        action->setCheckable(true);
        arrows->addAction(action);
    }
    arrows_menu->addActions(arrows->actions());
    critical_path = add("actionCriticalPath", tr("Critical pat&h"),
                        tr("Show what the wait at the cursor came from, or else the end of the run; a second "
                           "time: hide it (C in the timeline)"));
    critical_path->setCheckable(true);
    sides_docked = add("actionSidesDocked", tr("&Keep the side panels docked"),
                       tr("Show scenarios and parameters beside the picture in a narrow window, too, where "
                          "otherwise icons open them over it"));
    sides_docked->setCheckable(true);
    reset_layout = add("actionResetLayout", tr("Reset the &layout"),
                       tr("Show all panels at their first places and in their first sizes"));
    presenter = add("actionPresenter", tr("&Presenter"),
                    tr("Full screen and large letters: the picture and the lesson's steps (F5)"),
                    {QKeySequence(Qt::Key_F5)});
    presenter->setCheckable(true);
    full_screen = add("actionFullScreen", tr("F&ull screen"), tr("Fill the whole screen (F11)"),
                      {QKeySequence(Qt::Key_F11)});
    full_screen->setCheckable(true);
    for (const Page& page : interleave::pages()) {
        pages << add(("actionPage." + page.name).c_str(),
                     QLatin1Char('&') + QCoreApplication::translate("core", page.title.c_str()),
                     tr("A page for all scenarios, with links to those that show what it says"));
        pages.back()->setData(QString::fromStdString(page.name));
    }
    keys = add("actionKeys", tr("&Keys"), tr("All keys on one sheet (? or F1)"),
               {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)});
    about = add("actionAbout", tr("&About Interleave"), tr("What this program is"));

    for (const ParsonsProblem& problem : all_parsons()) {
        const QString scenario = QString::fromStdString(problem.scenario);
        QAction* puzzle =
            add(qPrintable(QStringLiteral("actionPuzzle.") + scenario), QString::fromStdString(problem.title),
                tr("Put the lines of a program in order; some of them are wrong"));
        puzzle->setData(scenario);
        puzzles.append(puzzle);
    }

    const QString words[] = {tr("As the &desktop"), tr("&Light"), tr("D&ark")};
    const char* names[] = {"actionLookSystem", "actionLookLight", "actionLookDark"};
    for (int i = 0; i < 3; ++i) {
        look_actions_[i] = add(names[i], words[i], tr("The colours of the window"));
        look_actions_[i]->setCheckable(true);
        looks->addAction(look_actions_[i]);
        const auto look = static_cast<Look>(i);
        connect(look_actions_[i], &QAction::triggered, this, [this, look] { emit lookChosen(look); });
    }
    run->setIcon(glyph_icon(Glyph::run));
    stop->setIcon(glyph_icon(Glyph::stop));
    replay->setIcon(glyph_icon(Glyph::replay));
    follow->setIcon(glyph_icon(Glyph::follow));
    switches->setIcon(glyph_icon(Glyph::tick));
    export_picture->setIcon(glyph_icon(Glyph::picture));
    presenter->setIcon(glyph_icon(Glyph::presenter));
    setRunning(false);
}

QAction* WindowActions::add(const char* name, const QString& text, const QString& tool_tip,
                            const QList<QKeySequence>& shortcuts) {
    auto* window = static_cast<QWidget*>(parent());
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tool_tip);
    action->setShortcuts(shortcuts);
    window->addAction(action); // so that shortcuts work also while the menu bar is hidden
    return action;
}

void WindowActions::fill(QMenuBar& bar, const QList<QAction*>& panels) const {
    bar.setAccessibleName(tr("Menu"));
    QMenu* file = bar.addMenu(tr("&File"));
    file->addAction(open);
    file->addMenu(recent_menu);
    file->addSeparator();
    file->addAction(record);
    file->addMenu(articles_menu);
    file->addSeparator();
    file->addActions({save, save_as});
    file->addSeparator();
    file->addActions({export_picture, export_report, copy_picture});
    file->addSeparator();
    file->addAction(quit);
    QMenu* running = bar.addMenu(tr("&Run"));
    running->addActions({run, stop, compare_backends, run_in_python, replay});
    running->addSeparator();
    running->addActions({follow, switches});
    running->addSeparator();
    running->addActions({earlier_run, later_run});
    running->addMenu(runs_menu);
    running->addActions({keep_runs, ask_for_runs});
    QMenu* view = bar.addMenu(tr("&View"));
    view->addActions({search, find, find_next, find_previous});
    view->addSeparator();
    view->addActions({zoom_in, zoom_out, show_all, undo_move, redo_move});
    view->addMenu(notes_menu);
    view->addSeparator();
    view->addAction(processor_rows);
    view->addMenu(arrows_menu);
    view->addAction(critical_path);
    view->addSeparator();
    QMenu* shown =
        view->addMenu(tr("Pane&ls")); // a menu of its own: they are more than a low screen has room for
    shown->setObjectName(QStringLiteral("menuPanels"));
    shown->setToolTipsVisible(true);
    shown->addActions(panels);
    shown->addSeparator();
    shown->addActions({sides_docked, reset_layout});
    view->addSeparator();
    QMenu* colours = view->addMenu(tr("&Colours"));
    colours->addActions(looks->actions());
    view->addActions({presenter, full_screen});
    QMenu* course = bar.addMenu(tr("&Course"));
    course->addAction(ask_next);
    course->addSeparator();
    course->addActions({save_answers, forget_answers});
    course->addSeparator();
    course->addMenu(tr("&Puzzles"))->addActions(puzzles);
    QMenu* help = bar.addMenu(tr("&Help"));
    help->addActions(pages);
    help->addSeparator();
    help->addActions({keys, about});
}

void WindowActions::setRunning(bool running) {
    run->setText(running ? tr("&Run again") : tr("&Run"));
    stop->setEnabled(running);
}

void WindowActions::setLook(Look look) {
    look_actions_[static_cast<int>(look)]->setChecked(true);
}

} // namespace interleave
