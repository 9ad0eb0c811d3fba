// SPDX-License-Identifier: GPL-3.0-or-later
// Something that a thread of its own measures beside the window, and that says when there is more to see.
#pragma once

#include "ui/run/measuring_job.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <utility>

namespace interleave {

/// All functions: the window's thread. The runs are made by a thread of the pool, one after the other; the
/// application object waits for it, so no engine outlives the program.
class MeasuringController : public QObject {
    Q_OBJECT

public:
    explicit MeasuringController(QObject* parent);
    /// Ends the measuring.
    ~MeasuringController() override;

    /// Asks to end with what there is; finished() follows within half a second.
    void stop();
    bool isActive() const { return request_stop_ != nullptr; }
    /// Whether somebody asked to stop what is or was measured last.
    bool wasStopped() const { return was_stopped_; }

signals:
    /// Another run was made.
    void changed();
    /// It is over: there will be no more.
    void finished();

protected:
    /// Has `work(job)` done by another thread; what it publishes and returns goes to `latest`. Only while
    /// nothing is measured.
    template <typename Result, typename Work>
    void measure(Result& latest, Work work) {
        const auto job = std::make_shared<MeasuringJob<Result>>();
        was_stopped_ = false;
        request_stop_ = [job] { job->request_stop(); };
        take_update_ = [job, &latest](bool& over) { return job->take_update(latest, over); };
        QThreadPool::globalInstance()->start(
            [job, work = std::move(work)] { job->publish(work(*job), true); });
        timer_.start();
    }

private:
    void poll();

    QTimer timer_;
    bool was_stopped_ = false;
    std::function<void()> request_stop_; ///< none while nothing is measured
    std::function<bool(bool& over)> take_update_;
};

} // namespace interleave
