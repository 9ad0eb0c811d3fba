// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/shown_run.h"

#include "core/analysis/run_caption.h"
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

RunInfo ShownRun::info() const {
    return run_->info();
}

QString ShownRun::caption() const {
    const RunInfo info = this->info();
    if (info.ended)
        return QString::fromStdString(interleave::caption(info));
    return tr("%1, %2, seed %3, while it runs")
        .arg(QString::fromStdString(info.scenario), QString::fromStdString(info.backend))
        .arg(info.seed);
}

} // namespace interleave
