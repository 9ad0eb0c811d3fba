// SPDX-License-Identifier: GPL-3.0-or-later
// The window's measuring: sweeps and the articles' claims, whose runs are made beside the timeline.
#include "ui/claims/claims_controller.h"
#include "ui/claims/claims_view.h"
#include "ui/parameters/parameter_form.h"
#include "ui/run/run_controller.h"
#include "ui/scenarios/scenario_list.h"
#include "ui/speedup/sweep_controller.h"
#include "ui/speedup/sweep_picture.h"
#include "ui/speedup/sweep_view.h"
#include "ui/status/banner.h"
#include "ui/status/run_status_bar.h"
#include "ui/window/main_window.h"
#include "ui/window/panels.h"
#include "ui/window/run_tool_bar.h"
#include "ui/window/window_actions.h"

namespace interleave {

namespace {

constexpr double room_for_curves = 0.5; ///< of the window's height

} // namespace

void MainWindow::connectSweep() {
    SweepView* view = panels_->speedup;
    connect(view, &SweepView::startWanted, this, &MainWindow::startSweep);
    connect(view, &SweepView::stopWanted, sweeps_, &SweepController::stop);
    connect(view, &SweepView::saveWanted, this, &MainWindow::saveSweep);
    connect(sweeps_, &SweepController::changed, this, &MainWindow::showSweep);
    connect(sweeps_, &SweepController::finished, this, [this] {
        actions_->setRunning(false);
        showSweep();
        const SweepResult& result = sweeps_->result();
        status_->showPhase(result.stopped ? tr("free · sweep stopped") : tr("free · sweep finished"));
        if (!result.errors.empty())
            banner_->say(Banner::Kind::problem, QString::fromStdString(result.errors.front()));
    });
}

void MainWindow::connectClaims() {
    ClaimsView* view = panels_->claims;
    connect(view, &ClaimsView::startWanted, this, [this] {
        if (!mayMeasure())
            return;
        banner_->hide();
        actions_->setRunning(true);
        panels_->makeRoomBelow(room_for_curves);
        claims_->start();
    });
    connect(view, &ClaimsView::stopWanted, claims_, &ClaimsController::stop);
    connect(view, &ClaimsView::scenarioWanted, panels_->scenarios, &ScenarioList::choose);
    connect(claims_, &ClaimsController::changed, this, [this, view] {
        view->showState(*claims_);
        const ClaimsState& state = claims_->state();
        status_->showPhase(tr("free · claims, run %1 of %2").arg(state.runs_done).arg(state.runs_total));
    });
    connect(claims_, &ClaimsController::finished, this, [this, view] {
        actions_->setRunning(false);
        view->showState(*claims_);
        status_->showPhase(claims_->wasStopped() ? tr("free · claims stopped")
                                                 : tr("free · claims measured"));
    });
}

/// Two at a time would measure each other.
bool MainWindow::isMeasuring() {
    if (sweeps_->isActive())
        banner_->say(Banner::Kind::note,
                     tr("A sweep is being measured. Stop it first, or wait for its end."));
    else if (claims_->isActive())
        banner_->say(Banner::Kind::note,
                     tr("The claims are being measured. Stop that first, or wait for its end."));
    return sweeps_->isActive() || claims_->isActive();
}

bool MainWindow::mayMeasure() {
    if (isMeasuring())
        return false;
    if (runs_->isActive())
        banner_->say(Banner::Kind::note, tr("A run goes on. Stop it first, or wait for its end."));
    return !runs_->isActive();
}

void MainWindow::startSweep() {
    if (scenario_ == nullptr || !mayMeasure())
        return;
    try {
        SweepRequest request = panels_->speedup->request();
        request.parameters = panels_->parameters->values();
        request.seed = tool_bar_->seed();
        rememberScenario();
        banner_->hide();
        actions_->setRunning(true);
        panels_->makeRoomBelow(room_for_curves);
        sweeps_->start(std::move(request));
    } catch (const std::exception& error) {
        banner_->say(Banner::Kind::problem, QString::fromUtf8(error.what()));
    }
}

void MainWindow::showSweep() {
    const SweepResult& result = sweeps_->result();
    panels_->speedup->showResult(sweeps_->request(), result, sweeps_->isActive());
    status_->showPhase(tr("free · sweep, run %1 of %2").arg(result.runs_done).arg(result.runs_total));
}

void MainWindow::saveSweep() {
    const SweepRequest& request = sweeps_->request();
    const QString path = ask_where_to_save(ask_for_file_, this, settings_, tr("Save the curves"),
                                           QStringLiteral("speedup.png"), tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty())
        return;
    PictureOptions options;
    options.theme = theme_name_from(settings_.get(setting::export_theme)).value_or(ThemeName::light);
    options.title = tr("%1, over %2")
                        .arg(QString::fromStdString(request.scenario->title),
                             QString::fromStdString(request.axis.parameter->name));
    options.caption = QString::fromStdString(caption(request, sweeps_->result()));
    try {
        exportSweep(request, sweeps_->result(), options, path);
        banner_->say(Banner::Kind::note, tr("Saved %1").arg(path));
    } catch (const std::exception& error) {
        banner_->say(Banner::Kind::problem, QString::fromUtf8(error.what()));
    }
}

} // namespace interleave
