// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/measuring_controller.h"

namespace interleave {

MeasuringController::MeasuringController(QObject* parent) : QObject(parent) {
    constexpr int poll_interval_ms = 100;
    timer_.setInterval(poll_interval_ms);
    connect(&timer_, &QTimer::timeout, this, &MeasuringController::poll);
}

MeasuringController::~MeasuringController() {
    stop();
}

void MeasuringController::stop() {
    if (!isActive())
        return;
    was_stopped_ = true;
    request_stop_();
}

void MeasuringController::poll() {
    bool over = false;
    if (!take_update_(over))
        return;
    emit changed();
    if (!over)
        return;
    request_stop_ = nullptr;
    take_update_ = nullptr;
    timer_.stop();
    emit finished();
}

} // namespace interleave
