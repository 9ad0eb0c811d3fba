// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does at the moment: a run, a file that is read, or a measurement that makes many runs.
// There is at most one at a time, because two would disturb each other's times.
#pragma once

#include "ui/run/file_controller.h"
#include "ui/run/measuring_controller.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_setup.h"
#include "ui/status/messages.h"

#include <QObject>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

namespace interleave {

/// It may be used on the window's thread only.
class Activity : public QObject {
    Q_OBJECT

public:
    /// All must outlive this.
    Activity(RunSetup& setup, RunController& runs, FileController& files, Messages& messages,
             QObject* parent = nullptr);

    /// Adds the measurements of a view. `busy` is the message for a user who wants something else meanwhile.
    /// The controller may be deleted before this.
    void add(MeasuringController& controller, const QString& busy);

    /// Sets who is asked before the shown run is given up. It returns whether that may be now; if it is to be
    /// later, it calls `again` then.
    void setGuard(std::function<bool(std::function<void()> again)> guard) { guard_ = std::move(guard); }

    bool isActive() const;
    /// Starts the run that the setup describes, after the current one has ended. If it cannot start, a
    /// message says why, and it returns false.
    bool startRun();
    /// Opens a saved run or another program's trace, or standard input for "-", after the current run has
    /// been stopped. While something is measured a message says so, and it returns false.
    bool open(const QString& path);
    /// Ends the current activity.
    void stop();
    void startOrStop();

    /// Whether a measurement may begin now. If not, a message says why.
    bool mayMeasure();
    /// A view calls this before it starts its controller. `is_below` says whether its results come in a panel
    /// at the bottom of the window.
    void beginMeasuring(bool is_below = true);

signals:
    void activeChanged(bool active);
    /// A measurement begins whose results come in a panel at the bottom.
    void measuringBegan();

private:
    struct Measuring {
        MeasuringController* controller;
        QString busy;
    };

    bool isMeasuring();
    void endedRun();

    RunSetup& setup_;
    RunController& runs_;
    FileController& files_;
    Messages& messages_;
    std::vector<Measuring> measuring_;
    std::function<bool(std::function<void()> again)> guard_;
    QString next_file_; ///< is opened when the run before it is gone; empty if there is none
};

} // namespace interleave
