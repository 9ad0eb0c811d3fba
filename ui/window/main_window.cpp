// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "core/engine/machine.h"
#include "core/engine/switch_records.h"
#include "ui/navigation/navigation.h"
#include "ui/progress/course_progress.h"
#include "ui/puzzle/puzzle_dialog.h"
#include "ui/record/program_choice.h"
#include "ui/replay/replay.h"
#include "ui/run/activity.h"
#include "ui/run/note_list.h"
#include "ui/run/recorded_programs.h"
#include "ui/run/run_causes.h"
#include "ui/run/shown_arrangement.h"
#include "ui/run/shown_file.h"
#include "ui/run/shown_run.h"
#include "ui/status/banner.h"
#include "ui/status/progress_line.h"
#include "ui/status/run_status_bar.h"
#include "ui/theme/appearance.h"
#include "ui/views/view_table.h"
#include "ui/window/answer_actions.h"
#include "ui/window/cause_actions.h"
#include "ui/window/file_opening.h"
#include "ui/window/file_saving.h"
#include "ui/window/focus_mark.h"
#include "ui/window/kept_runs.h"
#include "ui/window/key_sheet.h"
#include "ui/window/move_actions.h"
#include "ui/window/note_actions.h"
#include "ui/window/note_keeper.h"
#include "ui/window/page_window.h"
#include "ui/window/panels.h"
#include "ui/window/picture_export.h"
#include "ui/window/presenter_mode.h"
#include "ui/window/processor_rows.h"
#include "ui/window/record_actions.h"
#include "ui/window/report_export.h"
#include "ui/window/run_messages.h"
#include "ui/window/run_switcher.h"
#include "ui/window/run_tool_bar.h"
#include "ui/window/save_questions.h"
#include "ui/window/window_actions.h"
#include "ui/window/window_place.h"
#include "ui/words/run_caption.h"

#include <QCloseEvent>
#include <QDropEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QTimer>
#include <QVBoxLayout>

namespace interleave {

namespace {

constexpr int docks_version = 4; ///< increase this when docks are renamed or get another place
constexpr QSize least_first_size{1024, 640};
constexpr double room_for_measuring = 0.5; ///< of the window's height

/// Makes a navigation that follows the shown run. It is connected before any view is, so that it is up to
/// date when the views get the same signal.
Navigation* navigation_of(const ShownRun& run, QObject* parent) {
    auto* navigation = new Navigation(parent);
    QObject::connect(&run, &ShownRun::replaced, navigation, [navigation, &run] {
        navigation->reset(run.trace() ? whole_range(*run.trace()) : TimeRange{0, 1'000});
    });
    QObject::connect(&run, &ShownRun::grew, navigation,
                     [navigation, &run] { navigation->setWholeRange(whole_range(*run.trace())); });
    return navigation;
}

} // namespace

MainWindow::MainWindow(std::span<const Scenario* const> scenarios, WindowSettings& settings,
                       SavePrompt ask_for_file, WindowFiles files)
    : settings_(settings)
    , messages_(new Messages(this))
    , setup_(new RunSetup(scenarios, settings, this))
    , runs_(new RunController(this))
    , files_(new FileController(this))
    , activity_(new Activity(*setup_, *runs_, *files_, *messages_, this))
    , recordings_(new RecordedPrograms(*runs_, this))
    , run_(new ShownRun(this))
    , file_(new ShownFile(*runs_, *files_, files.kept_runs, this))
    , navigation_(navigation_of(*run_, this))
    , replay_(new Replay(*run_, *navigation_, *messages_, this))
    , progress_(new CourseProgress(scenarios, settings, this))
    , notes_(new NoteList(this))
    , rows_(new ShownArrangement(this))
    , causes_(new RunCauses(*run_, this))
    , context_{*setup_,
               *activity_,
               *run_,
               *navigation_,
               *replay_,
               *notes_,
               *rows_,
               *causes_,
               *messages_,
               settings,
               *progress_,
               std::move(ask_for_file),
               files.ask_for_files,
               [this](const char* id) { panels_->show(id); },
               [this] { panels_->runInPython(); },
               files.python.isEmpty() ? python_.path() : files.python}
    , views_(all_views())
    , actions_(new WindowActions(this))
    , tool_bar_(new RunToolBar(*actions_, *setup_, this))
    , panels_(new Panels(views_, context_, this))
    , banner_(new Banner)
    , progress_line_(new ProgressLine)
    , status_(new RunStatusBar(this))
    , picture_export_(new PictureExport(*panels_, context_, this))
    , report_export_(new ReportExport(context_, this))
    , presenter_(
          new PresenterMode(*panels_, context_,
                            {actions_->run, actions_->stop, actions_->copy_picture, actions_->zoom_in,
                             actions_->zoom_out, actions_->show_all, actions_->undo_move, actions_->redo_move,
                             actions_->replay, actions_->presenter, actions_->quit},
                            this))
    , kept_runs_(
          new KeptRuns(files.kept_runs, *actions_->keep_runs, *runs_, *files_, *messages_, settings, this))
    , opening_(new FileOpening(*actions_, context_, *files_, *progress_line_, std::move(files.ask_for_files),
                               this))
    , saving_(
          new FileSaving(*actions_, context_, *runs_, *files_, *kept_runs_, *file_, *progress_line_, this))
    , switcher_(new RunSwitcher(
          *actions_, *kept_runs_, *file_, *files_, *recordings_,
          [this](const QString& path) { activity_->open(path); }, this))
    , note_keeper_(new NoteKeeper(context_, *files_, *file_, *saving_, this))
    , questions_(new SaveQuestions(std::move(files.ask_to_save), *actions_->ask_for_runs, *note_keeper_,
                                   *saving_, *file_, *switcher_, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Interleave"));
    new FocusMark(this);
    compose();
    connectActions();
    connectShared();
    restore();
}

MainWindow::~MainWindow() {
    presenter_->set(false); // gives the view back
    delete panels_;         // deletes the views before what they share
}

void MainWindow::compose() {
    addToolBar(tool_bar_);
    setStatusBar(status_);
    actions_->fill(*menuBar(), panels_->toggles());
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu); // the user must not hide the tool bar by accident

    auto* centre = new QWidget(this);
    centre->setObjectName(QStringLiteral("centre"));
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addWidget(progress_line_);
    layout->addWidget(panels_->centre(), 1);
    setCentralWidget(centre);

    // The widget with the focus gets the Space key; in some views it runs and stops.
    removeAction(actions_->run_or_stop);
    panels_->addSpaceAction(actions_->run_or_stop);
    panels_->orderTabs();
}

void MainWindow::connectActions() {
    connect(actions_->run, &QAction::triggered, activity_, &Activity::startRun);
    connect(actions_->stop, &QAction::triggered, activity_, &Activity::stop);
    connect(actions_->run_or_stop, &QAction::triggered, this, [this] {
        if (replay_->isOpen() && !run_->isStale()) // who has chosen something else wants to run it
            replay_->playOrPause();
        else if (activity_->isActive() || actions_->run->isEnabled())
            activity_->startOrStop();
    });
    connect(actions_->replay, &QAction::triggered, replay_, &Replay::playOrPause);
    connect(actions_->switches, &QAction::toggled, setup_, &RunSetup::setSwitchRecords);
    connect(actions_->follow, &QAction::triggered, navigation_, &Navigation::setFollowing);
    connect(actions_->export_picture, &QAction::triggered, picture_export_,
            [this] { picture_export_->ask(); });
    connect(actions_->export_report, &QAction::triggered, report_export_, &ReportExport::ask);
    connect(actions_->copy_picture, &QAction::triggered, picture_export_, &PictureExport::copy);
    connect(actions_->ask_next, &QAction::triggered, panels_, &Panels::askNext);
    connect(actions_->compare_backends, &QAction::triggered, panels_, &Panels::compareBackends);
    connect(actions_->run_in_python, &QAction::triggered, panels_, &Panels::runInPython);
    new RecordActions(*actions_, context_, this);
    connect_answers(*actions_, context_, this);
    new NoteActions(*actions_, context_, this);
    connect(actions_->ask_for_runs, &QAction::toggled, this,
            [this](bool ask) { settings_.set(setting::ask_for_runs, ask); });
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_->search, &QAction::triggered, panels_, &Panels::startSearch);
    connect(actions_->find, &QAction::triggered, panels_, &Panels::startFind);
    connect(actions_->find_next, &QAction::triggered, panels_, [this] { panels_->stepFound(1); });
    connect(actions_->find_previous, &QAction::triggered, panels_, [this] { panels_->stepFound(-1); });
    connect_moves(*actions_, *navigation_, *run_);
    connect_processor_rows(*actions_, *navigation_, *run_, settings_);
    connect_causes(*actions_, context_);
    connect(actions_->sides_docked, &QAction::toggled, panels_, [this](bool docked) {
        if (was_shown_)
            panels_->keepSidesDocked(docked);
        settings_.set(setting::sides_docked, docked);
    });
    connect(actions_->reset_layout, &QAction::triggered, panels_, &Panels::resetLayout);
    connect(actions_->presenter, &QAction::toggled, presenter_, &PresenterMode::set);
    connect(presenter_, &PresenterMode::leaveWanted, actions_->presenter,
            [this] { actions_->presenter->setChecked(false); });
    connect(actions_->full_screen, &QAction::toggled, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    for (const QAction* puzzle : actions_->puzzles)
        connect(puzzle, &QAction::triggered, this,
                [this, puzzle] { open_puzzle(puzzle->data().toString(), this); });
    for (QAction* page : actions_->pages)
        connect(page, &QAction::triggered, this, [this, page] { showPage(page->data().toString()); });
    connect(actions_->keys, &QAction::triggered, this, &MainWindow::showKeys);
    connect(actions_->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(actions_, &WindowActions::lookChosen, this, [this](Look look) {
        apply_look(look);
        settings_.set(setting::look, name_of(look));
    });
}

void MainWindow::connectShared() {
    run_->follow(*runs_);
    // What is set belongs to the picture before that appears, so that it is not one of the past for a moment.
    connect(files_, &FileController::opened, setup_, [this] {
        const RunInfo info = files_->run()->info();
        if (const auto* recording = recordings_->find(files_->path()))
            setup_->setProgram(recording->program);
        else if (const auto program =
                     is_of_program(info) ? recent_program(settings_, info.title) : std::nullopt)
            setup_->setProgram(*program);
        else
            setup_->setTo(info);
    });
    run_->follow(*files_, *recordings_);
    run_->compareWith(*setup_);
    new RunMessages(*runs_, *files_, *status_, *messages_, this);
    activity_->setGuard(
        [this](std::function<void()> again) { return questions_->mayReplace(std::move(again)); });
    connect(opening_, &FileOpening::severalGiven, switcher_, &RunSwitcher::add);
    connect(run_, &ShownRun::replaced, this, [this] {
        if (run_->trace() != nullptr)
            setWindowTitle(tr("%1 – Interleave").arg(title_text(run_->info())));
    });
    connect(activity_, &Activity::activeChanged, actions_, &WindowActions::setRunning);
    connect(activity_, &Activity::measuringBegan, panels_,
            [this] { panels_->makeRoomBelow(room_for_measuring); });
    connect(setup_, &RunSetup::chosen, this, [this](const Scenario& scenario) {
        setWindowTitle(tr("%1 – Interleave").arg(QString::fromStdString(scenario.title)));
    });
    connect(navigation_, &Navigation::changed, actions_->follow,
            [this] { actions_->follow->setChecked(navigation_->isFollowing()); });
    connectMessages();
}

void MainWindow::connectMessages() {
    connect(messages_, &Messages::note, banner_,
            [this](const QString& words) { banner_->showMessage(Banner::Kind::note, words); });
    connect(messages_, &Messages::problem, banner_,
            [this](const QString& words) { banner_->showMessage(Banner::Kind::problem, words); });
    connect(messages_, &Messages::runNote, banner_, [this](const QString& words) {
        banner_->showMessage(Banner::Kind::note, words, Banner::Of::run);
    });
    connect(messages_, &Messages::runProblem, banner_, [this](const QString& words) {
        banner_->showMessage(Banner::Kind::problem, words, Banner::Of::run);
    });
    connect(messages_, &Messages::dismissed, banner_, &QWidget::hide);
    connect(setup_, &RunSetup::chosen, banner_, &Banner::dismissWindowMessage);
    connect(run_, &ShownRun::staleChanged, banner_, &Banner::setStale);
    connect(run_, &ShownRun::staleChanged, status_, &RunStatusBar::setStale);
    connect(messages_, &Messages::phase, status_, &RunStatusBar::showPhase);
    connect(messages_, &Messages::hover, status_, &RunStatusBar::showHover);
}

void MainWindow::restore() {
    actions_->ask_for_runs->setChecked(settings_.get(setting::ask_for_runs));
    actions_->setLook(look_from(settings_.get(setting::look)));
    restoreSwitchRecords();
    if (!restoreGeometry(settings_.get(setting::geometry)))
        setGeometry(first_place(screen()->availableGeometry(), least_first_size));
    has_layout_ = restoreState(settings_.get(setting::docks), docks_version);
    actions_->sides_docked->setChecked(settings_.get(setting::sides_docked));
    keep_on_screen(*this);
    setup_->chooseLast();
    // The cost is measured once, in a few milliseconds, after the window has appeared.
    QTimer::singleShot(0, this, [this] { status_->showCost(this_machine().ns_per_event); });
}

void MainWindow::restoreSwitchRecords() {
    const SwitchRecordSupport support = switch_record_support();
    status_->showSwitches(QString::fromStdString(support.text));
    actions_->switches->setEnabled(support.allowed);
    actions_->switches->setChecked(support.allowed && settings_.get(setting::switch_records));
    setup_->setSwitchRecords(actions_->switches->isChecked());
    if (!support.allowed)
        actions_->switches->setToolTip(
            tr("Switch records are %1. Without them no lane is drawn as running.")
                .arg(QString::fromStdString(support.text)) +
            (support.remedy.empty() ? QString()
                                    : tr(" To allow them: %1").arg(QString::fromStdString(support.remedy))));
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (was_shown_)
        return;
    was_shown_ = true;
    if (!has_layout_)
        panels_->arrange();
    panels_->keepSidesDocked(actions_->sides_docked->isChecked());
    if (!has_layout_)
        panels_->openList(); // so that a new user sees what there is
    for (const View& view : views_)
        if (run_->trace() == nullptr && view.is_first_page && view.is_first_page(settings_))
            panels_->show(view.id);
    panels_->setInitialFocus();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (was_shown_)
        panels_->fit();
}

void MainWindow::open(const QStringList& paths) {
    opening_->open(paths);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!FileOpening::dragged(*event->mimeData()).isEmpty())
        FileOpening::acceptForReading(*event);
}

void MainWindow::dropEvent(QDropEvent* event) {
    if (FileOpening::acceptForReading(*event))
        open(FileOpening::dragged(*event->mimeData()));
}

void MainWindow::showPage(const QString& name) {
    PageWindow* page = open_page(find_page(name.toStdString()), *this);
    connect(page, &PageWindow::scenarioWanted, setup_, &RunSetup::chooseByName, Qt::UniqueConnection);
}

void MainWindow::showKeys() {
    (new KeySheet(views_, this))->open();
}

void MainWindow::showAbout() {
    QMessageBox box(
        QMessageBox::NoIcon, tr("About Interleave"),
        tr("<h3>Interleave %1</h3><p>See what threads and processes really do.</p>"
           "<p>Nothing is animated from a script: what is drawn was measured, what was lost is counted.</p>"
           "<p>Licence: GPL-3.0-or-later. Built with Qt and QCustomPlot.</p>")
            .arg(QLatin1String(INTERLEAVE_VERSION)),
        QMessageBox::Close, this);
    box.exec();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!questions_->mayClose()) {
        event->ignore();
        return;
    }
    presenter_->set(false); // it has borrowed a view
    setup_->remember();
    settings_.set(setting::geometry, saveGeometry());
    panels_->dockAll(); // a rail is for this width, the layout for any
    settings_.set(setting::docks, saveState(docks_version));
    settings_.set(setting::seed, static_cast<int>(setup_->seed()));
    if (actions_->switches->isEnabled())
        settings_.set(setting::switch_records, actions_->switches->isChecked());
    settings_.save();
    activity_->stop();
    event->accept();
}

} // namespace interleave
