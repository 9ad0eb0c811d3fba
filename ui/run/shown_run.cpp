// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/shown_run.h"

#include "ui/run/run_controller.h"

#include <utility>

namespace interleave {

namespace {
constexpr qint64 figures_interval_ms = 500;
} // namespace

ShownRun::ShownRun(QObject* parent) : QObject(parent) {}

void ShownRun::follow(RunController& runs) {
    connect(&runs, &RunController::started, this, [this, &runs] { show(runs.run()); });
    connect(&runs, &RunController::ticked, this, &ShownRun::grow);
    connect(&runs, &RunController::finished, this, [this] {
        emit figuresChanged();
        emit completed();
    });
}

void ShownRun::show(std::shared_ptr<const ObservedRun> run) {
    run_ = std::move(run);
    trace_ = {run_, &run_->trace()}; // whoever draws the trace keeps the run that owns it
    since_figures_.start();
    emit replaced();
}

void ShownRun::grow() {
    emit grew();
    if (since_figures_.elapsed() < figures_interval_ms)
        return;
    since_figures_.restart();
    emit figuresChanged();
}

const RunReport* ShownRun::report() const {
    return run_ != nullptr && run_->finished() ? &run_->report() : nullptr;
}

QString ShownRun::caption() const {
    if (const RunReport* done = report())
        return QString::fromStdString(interleave::caption(*done));
    const RunRequest& request = run_->request();
    return tr("%1, %2, seed %3, while it runs")
        .arg(QString::fromStdString(request.scenario->name), QLatin1String(name_of(request.backend)))
        .arg(request.seed);
}

} // namespace interleave
