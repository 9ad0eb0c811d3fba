// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "core/engine/machine.h"
#include "core/engine/switch_records.h"
#include "core/event/error.h"
#include "ui/claims/claims_controller.h"
#include "ui/code/code_view.h"
#include "ui/export/export_dialog.h"
#include "ui/lesson/lesson_view.h"
#include "ui/parameters/parameter_form.h"
#include "ui/report/report_view.h"
#include "ui/run/run_controller.h"
#include "ui/scenarios/scenario_list.h"
#include "ui/speedup/sweep_controller.h"
#include "ui/speedup/sweep_view.h"
#include "ui/status/banner.h"
#include "ui/status/run_status_bar.h"
#include "ui/theme/appearance.h"
#include "ui/timeline/legend_widget.h"
#include "ui/timeline/timeline_picture.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/key_sheet.h"
#include "ui/window/panels.h"
#include "ui/window/run_tool_bar.h"
#include "ui/window/window_actions.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTimer>
#include <QVBoxLayout>

namespace interleave {

namespace {

constexpr int docks_version = 3; ///< grows when docks are renamed or moved for good
constexpr qint64 statistics_interval_ms = 500;

/// What can be said of a run that still goes on.
QString scenario_of(const ObservedRun& run) {
    const RunRequest& request = run.request();
    return MainWindow::tr("%1, %2, seed %3, while it runs")
        .arg(QString::fromStdString(request.scenario->name), QLatin1String(name_of(request.backend)))
        .arg(request.seed);
}

} // namespace

MainWindow::MainWindow(std::span<const Scenario* const> scenarios, WindowSettings& settings,
                       SavePrompt ask_for_file)
    : settings_(settings)
    , ask_for_file_(std::move(ask_for_file))
    , actions_(new WindowActions(this))
    , tool_bar_(new RunToolBar(*actions_, this))
    , panels_(new Panels(scenarios, this))
    , banner_(new Banner)
    , timeline_(new TimelineView)
    , legend_(new LegendWidget)
    , status_(new RunStatusBar(this))
    , runs_(new RunController(this))
    , sweeps_(new SweepController(this))
    , claims_(new ClaimsController(this))
    , presenter_(*this) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Interleave"));
    compose();
    connectActions();
    connectViews();
    connectRun();
    connectSweep();
    connectClaims();
    restore();
}

MainWindow::~MainWindow() = default;

void MainWindow::compose() {
    addToolBar(tool_bar_);
    setStatusBar(status_);
    actions_->fill(*menuBar(), panels_->toggles());
    setContextMenuPolicy(Qt::NoContextMenu); // the tool bar must not be lost by a slip

    auto* centre = new QWidget(this);
    centre->setObjectName(QStringLiteral("centre"));
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addWidget(timeline_, 1);
    layout->addWidget(legend_);
    setCentralWidget(centre);

    // Space belongs to whatever has the focus; in these two it runs and stops.
    removeAction(actions_->run_or_stop);
    timeline_->addAction(actions_->run_or_stop);
    panels_->scenarios->addAction(actions_->run_or_stop);
    panels_->parameters->setTabAfter(panels_->scenarios->lastInTabOrder());
    setTabOrder(panels_->parameters->lastInTabOrder(), timeline_);
    setTabOrder(timeline_, panels_->lesson);
}

void MainWindow::connectActions() {
    connect(actions_->run, &QAction::triggered, this, &MainWindow::startRun);
    connect(actions_->stop, &QAction::triggered, runs_, &RunController::stop);
    connect(actions_->stop, &QAction::triggered, sweeps_, &SweepController::stop);
    connect(actions_->stop, &QAction::triggered, claims_, &ClaimsController::stop);
    connect(actions_->run_or_stop, &QAction::triggered, this, [this] {
        if (runs_->isActive() || sweeps_->isActive() || claims_->isActive())
            actions_->stop->trigger();
        else
            startRun();
    });
    connect(actions_->follow, &QAction::triggered, timeline_, &TimelineView::setFollowing);
    connect(actions_->export_picture, &QAction::triggered, this, &MainWindow::showExportDialog);
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_->search, &QAction::triggered, this, [this] {
        Panels::raise(panels_->scenarios);
        panels_->scenarios->startSearch();
    });
    connect(actions_->presenter, &QAction::toggled, this, [this](bool on) { presenter_.set(on); });
    connect(actions_->full_screen, &QAction::toggled, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    connect(actions_->keys, &QAction::triggered, this, &MainWindow::showKeys);
    connect(actions_->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(actions_, &WindowActions::lookChosen, this, [this](Look look) {
        apply_look(look);
        settings_.set(setting::look, name_of(look));
    });
}

void MainWindow::connectViews() {
    connect(panels_->scenarios, &ScenarioList::chosen, this, &MainWindow::showScenario);
    connect(panels_->scenarios, &ScenarioList::runWanted, this, &MainWindow::startRun);
    connect(timeline_, &TimelineView::hoverTextChanged, status_, &RunStatusBar::showHover);
    connect(timeline_, &TimelineView::followingChanged, actions_->follow, &QAction::setChecked);
    connect(timeline_, &TimelineView::laneActivated, panels_->code,
            [this](int, const QString& file, int line) { panels_->code->markLine(file, line); });
}

void MainWindow::connectRun() {
    connect(runs_, &RunController::starting, this, [this] {
        actions_->setRunning(true);
        status_->showPhase(tr("free · starting"));
    });
    connect(runs_, &RunController::started, this, &MainWindow::showStarted);
    connect(runs_, &RunController::ticked, this, &MainWindow::showProgress);
    connect(runs_, &RunController::finished, this, &MainWindow::showReport);
    connect(runs_, &RunController::failed, this, [this](const QString& message) {
        actions_->setRunning(false);
        status_->showPhase(tr("free"));
        banner_->say(Banner::Kind::problem, message);
    });
}

void MainWindow::restore() {
    const Look look = look_from(settings_.get(setting::look));
    actions_->setLook(look);
    tool_bar_->setSeed(settings_.get(setting::seed));

    const SwitchRecordSupport support = switch_record_support();
    status_->showSwitches(QString::fromStdString(support.text));
    actions_->switches->setEnabled(support.allowed);
    actions_->switches->setChecked(support.allowed && settings_.get(setting::switch_records));
    if (!support.allowed)
        actions_->switches->setToolTip(
            tr("Switch records are %1. Without them no lane is drawn as running.")
                .arg(QString::fromStdString(support.text)) +
            (support.remedy.empty() ? QString()
                                    : tr(" To allow them: %1").arg(QString::fromStdString(support.remedy))));

    if (!restoreGeometry(settings_.get(setting::geometry)))
        resize(1280, 720);
    arranged_ = restoreState(settings_.get(setting::docks), docks_version);
    if (!panels_->scenarios->choose(settings_.get(setting::scenario)))
        panels_->scenarios->chooseFirst();
    panels_->scenarios->startChoosing();
    // Measured once, in a few milliseconds, when the window is already there.
    QTimer::singleShot(0, this, [this] { status_->showCost(this_machine().ns_per_event); });
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (arranged_)
        return;
    arranged_ = true;
    panels_->arrange();
}

void MainWindow::showScenario(const Scenario& scenario) {
    rememberScenario();
    scenario_ = &scenario;
    const QString name = QString::fromStdString(scenario.name);
    tool_bar_->setScenario(scenario);
    tool_bar_->setBackend(settings_.backendOf(name));
    panels_->parameters->setScenario(scenario);
    panels_->parameters->setText(settings_.parametersOf(name));
    panels_->speedup->setScenario(scenario);
    panels_->lesson->setScenario(scenario);
    panels_->code->showFile(QString::fromStdString(scenario.source));
    setWindowTitle(tr("%1 – Interleave").arg(QString::fromStdString(scenario.title)));
}

void MainWindow::rememberScenario() {
    if (scenario_ == nullptr)
        return;
    const QString name = QString::fromStdString(scenario_->name);
    settings_.rememberScenario(name, panels_->parameters->toText(), tool_bar_->backendName());
    settings_.set(setting::scenario, name);
}

void MainWindow::startRun() {
    if (scenario_ == nullptr || isMeasuring())
        return;
    try {
        RunRequest request = default_request(*scenario_);
        request.parameters = panels_->parameters->values();
        request.backend = tool_bar_->backend();
        request.seed = tool_bar_->seed();
        request.switch_records = actions_->switches->isChecked();
        rememberScenario();
        banner_->hide();
        runs_->start(std::move(request));
    } catch (const std::exception& error) {
        banner_->say(Banner::Kind::problem, QString::fromUtf8(error.what()));
    }
}

void MainWindow::showStarted() {
    const std::shared_ptr<const ObservedRun> run = runs_->run();
    trace_ = {run, &run->trace()}; // whoever draws the trace keeps the run that owns it
    timeline_->setTrace(trace_);
    legend_->setTrace(trace_);
    for (ReportView* view : {panels_->statistics, panels_->locks, panels_->checks, panels_->outcome})
        view->clear();
    status_->showPhase(tr("free · running"));
    since_statistics_.start();
}

void MainWindow::showProgress() {
    timeline_->refresh();
    status_->show(runs_->run()->status());
    if (since_statistics_.elapsed() < statistics_interval_ms)
        return;
    since_statistics_.restart();
    legend_->refresh();
    panels_->statistics->setTable(lane_table(*trace_));
}

void MainWindow::showReport() {
    actions_->setRunning(runs_->isActive());
    const RunReport& report = runs_->run()->report();
    status_->showPhase(tr("free · %1").arg(tr(name_of(report.ended))));
    status_->show(runs_->run()->status());
    legend_->refresh();
    panels_->statistics->setTable(lane_table(*trace_));
    panels_->locks->setTable(lock_table(report.objects));
    panels_->checks->setTable(check_table(report.checks));
    panels_->outcome->setTable(outcome_table(report));
    if (!report.error.empty())
        banner_->say(Banner::Kind::problem, QString::fromStdString(report.error));
    else if (report.ended == Ended::deadlock)
        banner_->say(Banner::Kind::note,
                     tr("Deadlock: every worker waits for another one. Outcome shows the ring."));
    else if (report.counts.dropped > 0)
        banner_->say(Banner::Kind::note,
                     tr("%Ln event(s) found their ring full and are missing in this picture.", nullptr,
                        static_cast<int>(report.counts.dropped)));
}

void MainWindow::showExportDialog() {
    if (trace_ == nullptr) {
        banner_->say(Banner::Kind::note, tr("There is nothing to export yet: run a scenario first."));
        return;
    }
    const std::shared_ptr<const ObservedRun>& run = runs_->run();
    const QString words =
        run->finished() ? QString::fromStdString(caption(run->report())) : scenario_of(*run);
    auto* dialog = new ExportDialog(timeline_drawing(trace_), timeline_->visibleRange(), words, settings_,
                                    ask_for_file_, this);
    connect(dialog, &ExportDialog::exported, this,
            [this](const QString& path) { banner_->say(Banner::Kind::note, tr("Saved %1").arg(path)); });
    connect(dialog, &ExportDialog::failed, this,
            [this](const QString& message) { banner_->say(Banner::Kind::problem, message); });
    dialog->open();
}

void MainWindow::showKeys() {
    (new KeySheet(this))->open();
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
    presenter_.set(false); // its docks and letters are not what the next start shall have
    rememberScenario();
    settings_.set(setting::geometry, saveGeometry());
    settings_.set(setting::docks, saveState(docks_version));
    settings_.set(setting::seed, static_cast<int>(tool_bar_->seed()));
    if (actions_->switches->isEnabled())
        settings_.set(setting::switch_records, actions_->switches->isChecked());
    settings_.save();
    runs_->stop();
    sweeps_->stop();
    claims_->stop();
    event->accept();
}

} // namespace interleave
