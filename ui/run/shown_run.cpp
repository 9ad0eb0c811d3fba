// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/shown_run.h"

#include "ui/run/file_controller.h"
#include "ui/run/recorded_programs.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_setup.h"
#include "ui/words/run_caption.h"

#include <utility>

namespace interleave {

namespace {
constexpr qint64 figures_interval_ms = 500;
} // namespace

ShownRun::ShownRun(QObject* parent) : QObject(parent) {}

void ShownRun::follow(RunController& runs) {
    connect(&runs, &RunController::started, this, [this, &runs] {
        const std::shared_ptr<const ObservedRun>& run = runs.run();
        // The pointer to the trace keeps the run that owns it alive.
        show({run, &run->trace()}, run->info(), run->output());
    });
    connect(&runs, &RunController::failed, this, &ShownRun::clear);
    connect(&runs, &RunController::ticked, this, [this, &runs] { grow(runs.run()->info()); });
    connect(&runs, &RunController::finished, this, [this, &runs] { complete(runs.run()->report()); });
}

void ShownRun::follow(FileController& files, const RecordedPrograms& recordings) {
    connect(&files, &FileController::opened, this, [this, &files, &recordings] {
        const std::shared_ptr<const OpenedRun>& run = files.run();
        const RecordedPrograms::Recording* const recording = recordings.find(files.path());
        show({run, &run->trace()}, run->info(), recording == nullptr ? nullptr : recording->output);
    });
    connect(&files, &FileController::ticked, this, [this, &files] { grow(files.run()->info()); });
    connect(&files, &FileController::finished, this, [this, &files] { complete(files.run()->report()); });
}

void ShownRun::compareWith(const RunSetup& setup) {
    connect(this, &ShownRun::replaced, this, [this, &setup] {
        setForeign(trace_ != nullptr && scenario_of(info()) == nullptr);
        compare(setup);
    });
    const auto choose = [this, &setup] {
        setForeign(false);
        compare(setup);
    };
    connect(&setup, &RunSetup::chosen, this, choose);
    connect(&setup, &RunSetup::chosenByName, this, choose);
    connect(&setup, &RunSetup::changed, this, [this, &setup] { compare(setup); });
    compare(setup);
}

void ShownRun::compare(const RunSetup& setup) {
    const bool stale = trace_ != nullptr && !foreign_ && !setup.wouldRepeat(info());
    if (std::exchange(stale_, stale) != stale)
        emit staleChanged(stale);
}

void ShownRun::setForeign(bool foreign) {
    if (std::exchange(foreign_, foreign) || foreign)
        emit foreignChanged(foreign);
}

void ShownRun::clear() {
    show(nullptr, {});
}

void ShownRun::show(std::shared_ptr<const Trace> trace, RunInfo info,
                    std::shared_ptr<const ProgramOutput> output) {
    trace_ = std::move(trace);
    output_ = std::move(output);
    info_ = std::move(info);
    report_.reset();
    since_figures_.start();
    emit replaced();
}

void ShownRun::grow(RunInfo info) {
    info_ = std::move(info);
    emit grew();
    if (since_figures_.elapsed() < figures_interval_ms)
        return;
    since_figures_.restart();
    emit figuresChanged();
}

void ShownRun::complete(RunReport report) {
    report_ = std::move(report);
    emit figuresChanged();
    emit completed();
}

} // namespace interleave
