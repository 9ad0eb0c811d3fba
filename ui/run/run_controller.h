// SPDX-License-Identifier: GPL-3.0-or-later
// The window's one run: starts it, looks how it goes at the display's rate, ends it. It never blocks the
// window.
#pragma once

#include "core/experiment/observed_run.h"

#include <QObject>
#include <QTimer>

#include <future>
#include <memory>
#include <optional>

namespace interleave {

/// All functions: the window's thread. At most one run goes on; a new one begins when the one before is gone,
/// so that two never disturb each other's measurement.
///
/// Starting an engine and ending one take time, so neither is done on the window's thread: a start is a task
/// whose result the timer asks for, and a run that nobody needs any more is taken apart by the thread pool.
class RunController : public QObject {
    Q_OBJECT

public:
    explicit RunController(QObject* parent = nullptr);
    /// Ends the run; its engine is gone when the application object is.
    ~RunController() override;

    /// Starts a run, after the present one was stopped and is gone.
    void start(RunRequest request);
    /// Asks the run to end; finished() follows within half a second.
    void stop();

    /// True from start() until finished() or failed().
    bool isActive() const { return starting_.valid() || running_; }
    /// The run that goes on, else the last one; nullptr before the first.
    const std::shared_ptr<const ObservedRun>& run() const { return shown_; }
    /// Time in ms between two looks at an active run.
    int interval() const { return timer_.interval(); }

signals:
    /// start() was called, or what waited for its turn begins: the engine is on its way.
    void starting();
    /// The engine runs: run() is the new one and its trace grows from now on.
    void started();
    /// Time to look again; at the display's rate and only while a run goes on.
    void ticked();
    /// The run is over and its report is there.
    void finished();
    /// The run could not be started. One line: what, where, the remedy.
    void failed(const QString& message);

private:
    void begin(RunRequest request);
    void tick();
    void takeStarted();
    void takeFinished();

    QTimer timer_;
    std::future<std::shared_ptr<ObservedRun>> starting_;
    std::shared_ptr<ObservedRun> running_;
    std::shared_ptr<const ObservedRun> shown_;
    std::optional<RunRequest> next_; ///< waits until the run before it is gone
    bool stop_wanted_ = false;       ///< a stop that came while the engine was being started
};

} // namespace interleave
