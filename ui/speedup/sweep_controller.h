// The window's one sweep: measures it beside the window, and says when there is more to see.
#pragma once

#include "core/analysis/sweep.h"
#include "ui/run/measuring_job.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace interleave {

/// All functions: the window's thread. The runs are made by a thread of the pool, one after the other; the
/// application object waits for it, so no engine outlives the program.
class SweepController : public QObject {
    Q_OBJECT

public:
    explicit SweepController(QObject* parent = nullptr);
    /// Ends the sweep.
    ~SweepController() override;

    /// Begins to measure. Only while none is active.
    void start(SweepRequest request);
    /// Asks the sweep to end with what it has; finished() follows within half a second.
    void stop();

    bool isActive() const { return job_ != nullptr; }
    /// The sweep that goes on, else the last one; its scenario is nullptr before the first.
    const SweepRequest& request() const { return request_; }
    /// What was measured of it so far.
    const SweepResult& result() const { return result_; }

signals:
    /// Another run was measured.
    void changed();
    /// The sweep is over; result() is all there is.
    void finished();

private:
    void look();

    QTimer timer_;
    SweepRequest request_;
    SweepResult result_;
    std::shared_ptr<MeasuringJob<SweepResult>> job_;
};

} // namespace interleave
