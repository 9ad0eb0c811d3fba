// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does at the moment: a run, or a measurement that makes many runs. There is at most one at a
// time, because two would disturb each other's times.
#pragma once

#include "ui/run/measuring_controller.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_setup.h"
#include "ui/status/messages.h"

#include <QObject>
#include <QString>

#include <vector>

namespace interleave {

/// It may be used on the window's thread only.
class Activity : public QObject {
    Q_OBJECT

public:
    /// `setup`, `runs` and `messages` must outlive this.
    Activity(RunSetup& setup, RunController& runs, Messages& messages, QObject* parent = nullptr);

    /// Adds the measurements of a view. `busy` is the message for a user who wants something else meanwhile.
    /// The controller may be deleted before this.
    void add(MeasuringController& controller, const QString& busy);

    bool isActive() const;
    /// Starts the run that the setup describes, after the current one has ended. If it cannot start, a
    /// message says why, and it returns false.
    bool startRun();
    /// Ends the current activity.
    void stop();
    void startOrStop();

    /// Whether a measurement may begin now. If not, a message says why.
    bool mayMeasure();
    /// A view calls this before it starts its controller.
    void beginMeasuring();

signals:
    void activeChanged(bool active);
    /// A measurement begins.
    void measuringBegan();

private:
    struct Measuring {
        MeasuringController* controller;
        QString busy;
    };

    bool isMeasuring();

    RunSetup& setup_;
    RunController& runs_;
    Messages& messages_;
    std::vector<Measuring> measuring_;
};

} // namespace interleave
