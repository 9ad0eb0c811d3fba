// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/activity.h"

#include <algorithm>
#include <exception>

namespace interleave {

Activity::Activity(RunSetup& setup, RunController& runs, Messages& messages, QObject* parent)
    : QObject(parent)
    , setup_(setup)
    , runs_(runs)
    , messages_(messages) {
    connect(&runs_, &RunController::starting, this, [this] { emit activeChanged(true); });
    connect(&runs_, &RunController::finished, this, [this] { emit activeChanged(runs_.isActive()); });
    connect(&runs_, &RunController::failed, this, [this] { emit activeChanged(false); });
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
    return runs_.isActive() || std::ranges::any_of(measuring_, [](const Measuring& measuring) {
               return measuring.controller->isActive();
           });
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
        RunRequest request = setup_.request();
        setup_.remember();
        emit messages_.dismissed();
        runs_.start(std::move(request));
        return true;
    } catch (const std::exception& error) {
        emit messages_.problem(QString::fromUtf8(error.what()));
        return false;
    }
}

void Activity::stop() {
    runs_.stop();
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
    return !runs_.isActive();
}

void Activity::beginMeasuring() {
    emit messages_.dismissed();
    emit activeChanged(true);
    emit measuringBegan();
}

} // namespace interleave
