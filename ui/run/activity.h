// SPDX-License-Identifier: GPL-3.0-or-later
// What goes on: a run, or something that is measured by many runs. At most one at a time, because two would
// measure each other.
#pragma once

#include "ui/run/measuring_controller.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_setup.h"
#include "ui/status/messages.h"

#include <QObject>
#include <QString>

#include <vector>

namespace interleave {

/// Window's thread only.
class Activity : public QObject {
    Q_OBJECT

public:
    /// All three must outlive this.
    Activity(RunSetup& setup, RunController& runs, Messages& messages, QObject* parent = nullptr);

    /// What a view measures takes part from now on. `busy` is told to who wants something else meanwhile. The
    /// controller may go before this.
    void add(MeasuringController& controller, const QString& busy);

    bool isActive() const;
    /// Starts the run that the setup asks for, after the present one. Says why, if it cannot.
    void startRun();
    /// Ends whatever goes on.
    void stop();
    void startOrStop();

    /// Whether something may be measured now; says why, if not.
    bool mayMeasure();
    /// To be called by who begins to measure, before its controller starts.
    void beginMeasuring();

signals:
    void activeChanged(bool active);
    /// Something begins to be measured.
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
