// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/measuring_controller.h"

namespace interleave {

MeasuringController::MeasuringController(QObject* parent) : QObject(parent) {
    constexpr int look_every_ms = 100;
    timer_.setInterval(look_every_ms);
    connect(&timer_, &QTimer::timeout, this, &MeasuringController::look);
}

MeasuringController::~MeasuringController() {
    stop();
}

void MeasuringController::stop() {
    if (!isActive())
        return;
    was_stopped_ = true;
    want_stop_();
}

void MeasuringController::look() {
    bool over = false;
    if (!take_news_(over))
        return;
    emit changed();
    if (!over)
        return;
    want_stop_ = nullptr;
    take_news_ = nullptr;
    timer_.stop();
    emit finished();
}

} // namespace interleave
