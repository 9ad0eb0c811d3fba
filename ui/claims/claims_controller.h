// Measures the articles' claims beside the window, and says when there is more to see.
#pragma once

#include "core/analysis/claims.h"
#include "ui/run/measuring_job.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace interleave {

/// How far the claims are.
struct ClaimsState {
    std::vector<ClaimResult> results; ///< of the claims that are settled
    std::size_t runs_done = 0;
    std::size_t runs_total = 0;
    std::string scenario; ///< of the run that goes on
    std::string error;    ///< why nothing more came; empty if all is well
};

/// All functions: the window's thread. The runs are made by a thread of the pool, one after the other; the
/// application object waits for it, so no engine outlives the program.
class ClaimsController : public QObject {
    Q_OBJECT

public:
    explicit ClaimsController(QObject* parent = nullptr);
    /// Ends the measuring.
    ~ClaimsController() override;

    /// Begins to measure all claims. Only while nothing is measured.
    void start();
    /// Asks to end with what there is; finished() follows within half a second.
    void stop();

    bool isActive() const { return job_ != nullptr; }
    /// Whether the last measuring was stopped before its end.
    bool wasStopped() const { return was_stopped_; }
    const ClaimsState& state() const { return state_; }

signals:
    /// Another run was made.
    void changed();
    /// It is over; state() is all there is.
    void finished();

private:
    void look();

    QTimer timer_;
    ClaimsState state_;
    bool was_stopped_ = false;
    std::shared_ptr<MeasuringJob<ClaimsState>> job_;
};

} // namespace interleave
