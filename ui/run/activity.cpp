// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/activity.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace interleave {

Activity::Activity(RunSetup& setup, RunController& runs, FileController& files, Messages& messages,
                   QObject* parent)
    : QObject(parent)
    , setup_(setup)
    , runs_(runs)
    , files_(files)
    , messages_(messages) {
    connect(&runs_, &RunController::starting, this, [this] { emit activeChanged(true); });
    connect(&runs_, &RunController::finished, this, &Activity::endedRun);
    connect(&runs_, &RunController::failed, this, &Activity::endedRun);
    connect(&files_, &FileController::opening, this, [this] { emit activeChanged(true); });
    connect(&files_, &FileController::opened, &runs_, &RunController::forget);
    connect(&files_, &FileController::finished, this, [this] { emit activeChanged(isActive()); });
    connect(&files_, &FileController::failed, this, [this] { emit activeChanged(isActive()); });
}

void Activity::endedRun() {
    if (!runs_.isActive() && !next_file_.isEmpty())
        files_.open(std::exchange(next_file_, QString()));
    else
        emit activeChanged(isActive());
}

void Activity::add(MeasuringController& controller, const QString& busy) {
    measuring_.push_back({&controller, busy});
    connect(&controller, &MeasuringController::finished, this, [this] { emit activeChanged(false); });
    connect(&controller, &QObject::destroyed, this, [this](const QObject* destroyed) {
        std::erase_if(measuring_,
                      [destroyed](const Measuring& measuring) { return measuring.controller == destroyed; });
    });
}

bool Activity::isActive() const {
    return runs_.isActive() || files_.isActive() ||
           std::ranges::any_of(measuring_,
                               [](const Measuring& measuring) { return measuring.controller->isActive(); });
}

bool Activity::isMeasuring() {
    for (const Measuring& measuring : measuring_) {
        if (!measuring.controller->isActive())
            continue;
        emit messages_.note(measuring.busy);
        return true;
    }
    return false;
}

bool Activity::startRun() {
    if (setup_.scenario() == nullptr || isMeasuring())
        return false;
    try {
        RunRequest request = setup_.nextRun();
        if (guard_ && !guard_([this] { startRun(); }))
            return false;
        setup_.remember();
        emit messages_.dismissed();
        next_file_.clear();
        files_.close();
        runs_.start(std::move(request));
        return true;
    } catch (const std::exception& error) {
        emit messages_.problem(QString::fromUtf8(error.what()));
        return false;
    }
}

bool Activity::open(const QString& path) {
    if (isMeasuring() || (guard_ && !guard_([this, path] { open(path); })))
        return false;
    emit messages_.dismissed();
    if (runs_.isActive()) {
        next_file_ = path;
        runs_.stop();
    } else {
        files_.open(path);
    }
    return true;
}

void Activity::stop() {
    next_file_.clear();
    runs_.stop();
    files_.cancel();
    for (const Measuring& measuring : measuring_)
        measuring.controller->stop();
}

void Activity::startOrStop() {
    if (isActive())
        stop();
    else
        startRun();
}

bool Activity::mayMeasure() {
    if (isMeasuring())
        return false;
    if (runs_.isActive())
        emit messages_.note(tr("A run is in progress. Stop it first, or wait for it to end."));
    else if (files_.isActive())
        emit messages_.note(tr("A file is being read. Stop that first, or wait for its end."));
    return !runs_.isActive() && !files_.isActive();
}

void Activity::beginMeasuring(bool is_below) {
    emit messages_.dismissed();
    emit activeChanged(true);
    if (is_below)
        emit measuringBegan();
}

} // namespace interleave
