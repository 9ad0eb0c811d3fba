// SPDX-License-Identifier: GPL-3.0-or-later
// Base of the controllers that measure in a thread of the pool and signal new results.
#pragma once

#include "ui/run/measuring_job.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <utility>

namespace interleave {

/// All functions must be called on the window's thread. A thread of the pool makes the runs, one after the
/// other. The application object waits for the pool, so no engine outlives the program.
class MeasuringController : public QObject {
    Q_OBJECT

public:
    explicit MeasuringController(QObject* parent);
    /// Ends the measurement.
    ~MeasuringController() override;

    /// Requests the end and keeps the results so far; finished() follows within half a second, while a
    /// program is recorded within some two seconds.
    void stop();
    bool isActive() const { return request_stop_ != nullptr; }
    /// Whether stop() was called for the current or last measurement.
    bool wasStopped() const { return was_stopped_; }

signals:
    /// A further run has ended.
    void changed();
    /// The measurement is over; no results follow.
    void finished();

protected:
    /// Calls `work(job)` in another thread; what it publishes and returns is stored in `latest`. Nothing else
    /// may be measured meanwhile.
    template <typename Result, typename Work>
    void measure(Result& latest, Work work) {
        const auto job = std::make_shared<MeasuringJob<Result>>();
        was_stopped_ = false;
        request_stop_ = [job] { job->request_stop(); };
        take_update_ = [job, &latest](bool& over) { return job->take_update(latest, over); };
        QThreadPool::globalInstance()->start([job, work = std::move(work)] {
            // It takes minutes, and disposing of a run must not wait for it: the pool may start one thread
            // more.
            QThreadPool::globalInstance()->releaseThread();
            job->publish(work(*job), true);
            QThreadPool::globalInstance()->reserveThread();
        });
        timer_.start();
    }

private:
    void poll();

    QTimer timer_;
    bool was_stopped_ = false;
    std::function<void()> request_stop_; ///< empty while nothing is measured
    std::function<bool(bool& over)> take_update_;
};

} // namespace interleave
