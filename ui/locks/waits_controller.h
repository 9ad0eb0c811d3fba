// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the figures of waits up to date while a run grows and the user selects, off the window's thread.
#pragma once

#include "ui/locks/run_waits.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace interleave {

class GrowingWaits;

/// What a count in the pool shares with the window's thread.
struct WaitsProgress {
    std::atomic<bool> is_cancelled{false};
    std::atomic<int> percent{0};
};

/// All functions must be called on the window's thread. One count is made at a time, in a thread of its own,
/// so that those who draw have the pool's. Of the whole run only what is new is counted, so that a run of a
/// million events a second costs a fraction of a processor.
class WaitsController : public QObject {
    Q_OBJECT

public:
    explicit WaitsController(QObject* parent = nullptr);
    /// Ends the count, which takes some milliseconds.
    ~WaitsController() override;

    /// Counts another run, or none (nullptr).
    void setRun(std::shared_ptr<const Trace> trace);
    /// Counts only this part of the run, or all of it.
    void setRange(const std::optional<TimeRange>& range);
    /// The run may have grown, or is over: counts again as soon as the last count has ended.
    void refresh(const CollectorCounts& counts, bool is_over);
    /// While it is off only a run that is over is counted. It is off at first.
    void setActive(bool active);
    /// Counts here and now what has not been counted if that takes next to no time, for who cannot wait.
    void countNowIfQuick();

    /// Returns what was counted last of the present run, nullptr before that. It says itself of which range.
    const std::shared_ptr<const RunWaits>& waits() const { return waits_; }
    bool isCounting() const { return progress_ != nullptr; }

signals:
    /// waits() is new.
    void changed();
    /// A count that takes long is so far; 100 when it has ended.
    void progressed(int percent);

private:
    void count();
    void finish();
    void forget();

    std::shared_ptr<const Trace> trace_;
    std::optional<TimeRange> range_;
    CollectorCounts counts_{};
    std::shared_ptr<const RunWaits> waits_;
    std::shared_ptr<GrowingWaits> growing_;   ///< of the present run and range
    std::shared_ptr<WaitsProgress> progress_; ///< of the present count; nullptr if there is none
    QThreadPool pool_;                        ///< of one thread
    QFutureWatcher<std::shared_ptr<const RunWaits>> watcher_;
    QTimer timer_;
    QElapsedTimer since_begin_;
    bool is_active_ = false;
    bool is_over_ = false;  ///< the run
    bool is_stale_ = false; ///< there is something to count
};

} // namespace interleave
