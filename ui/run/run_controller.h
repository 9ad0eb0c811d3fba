// SPDX-License-Identifier: GPL-3.0-or-later
// Controls the window's only run: starts it, polls it at the display's rate and ends it, without blocking the
// window.
#pragma once

#include "core/experiment/observed_run.h"
#include "ui/run/run_keeping.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

namespace interleave {

/// All functions must be called on the window's thread. At most one run is active; the next one begins after
/// the previous one is gone, so that two never disturb each other's times.
///
/// Starting and ending an engine take time, so neither is done on the window's thread: a start is a task
/// whose result the timer polls, and the thread pool destroys a run that is not needed any more.
class RunController : public QObject {
    Q_OBJECT

public:
    explicit RunController(QObject* parent = nullptr);
    /// Ends the run. Its engine is gone once the application object is destroyed.
    ~RunController() override;

    /// Sets how runs are saved from the next one on. The function is called in another thread and throws
    /// nothing; an empty one saves none.
    void setKeeping(std::function<RunKeeping(const RunRequest&)> keeping) { keeping_ = std::move(keeping); }

    /// Stops the current run and starts this one when that is gone.
    void start(RunRequest request);
    /// Requests the end of the run; finished() follows within half a second, of a recorded program within
    /// some two seconds, because it may have something to save.
    void stop();

    /// Forgets the last run, because something else is shown. It does nothing while one is active.
    void forget();

    /// Returns true from start() until finished() or failed().
    bool isActive() const { return starting_.valid() || running_; }
    /// Returns the active run, else the last one; nullptr before the first and after a start that failed.
    const std::shared_ptr<const ObservedRun>& run() const { return shown_; }
    /// Returns the file to which run() is saved; empty if it is not.
    const std::string& keptPath() const { return kept_.path; }
    /// Returns why run() is not saved, or not all of it, in one line; empty if it is, or was not to be. It is
    /// complete after finished().
    std::string keepProblem() const;
    /// Returns the time between two polls of an active run, in ms.
    int interval() const { return timer_.interval(); }

signals:
    /// An engine is being started, after start() or when a waiting run begins.
    void starting();
    /// The engine runs: run() is the new run, and its trace grows from now on.
    void started();
    /// The active run was asked to end.
    void stopping();
    /// The trace may have grown; sent at the display's rate, only while a run is active.
    void ticked();
    /// The run is over and its report is available.
    void finished();
    /// The run could not be started. One line: what, where, the remedy.
    void failed(const QString& message);

private:
    struct Started {
        std::shared_ptr<ObservedRun> run;
        RunKeeping kept;
    };

    static Started make(RunRequest request, const std::function<RunKeeping(const RunRequest&)>& keeping);
    void begin(RunRequest request);
    void tick();
    void takeStarted();
    void takeFinished();

    QTimer timer_;
    std::function<RunKeeping(const RunRequest&)> keeping_;
    std::future<Started> starting_;
    std::shared_ptr<ObservedRun> running_;
    std::shared_ptr<const ObservedRun> shown_;
    RunKeeping kept_;                ///< of shown_, without its saver
    std::optional<RunRequest> next_; ///< waits until the run before it is gone
    bool stop_wanted_ = false;       ///< a stop that came while the engine was being started
};

} // namespace interleave
