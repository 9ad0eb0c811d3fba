// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/waits_controller.h"

#include "core/analysis/merged_records.h"
#include "core/analysis/missing_records.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

namespace {
constexpr int progress_interval_ms = 100;
constexpr std::uint64_t most_quick_events = 200'000; ///< take some 20 ms
constexpr qint64 silent_ms = 300;                    ///< a count that takes less says nothing of its progress
} // namespace

/// A count that goes on where it ended, as far as the run has come. One thread at a time uses it.
class GrowingWaits {
public:
    GrowingWaits(std::shared_ptr<const Trace> trace, std::optional<TimeRange> range)
        : trace_(std::move(trace))
        , range_(range)
        , analysis_(*trace_, range ? range->from : 0) {}

    /// Returns nullptr if it was cancelled; then it must not be used again.
    std::shared_ptr<const RunWaits> count(WaitsProgress& progress, bool is_complete) {
        const std::int64_t end = trace_->time_end();
        const std::int64_t until = range_ ? std::min(range_->until, end) : end;
        const std::vector<std::size_t> lanes = trace_->lanes_in_order_of_start();
        MergedRecords records(*trace_, lanes,
                              {.from = counted_until_, .until = until, .with_switches = false});
        constexpr std::size_t records_between_looks = 1U << 14U;
        std::size_t taken = 0;
        for (MergedRecord record; records.next(record); ++taken) {
            analysis_.take(record);
            if (taken % records_between_looks != 0)
                continue;
            if (progress.is_cancelled)
                return nullptr;
            progress.percent = percent_at(record.event.time, until);
        }
        counted_until_ = std::max(counted_until_, until);
        auto waits = std::make_shared<RunWaits>(RunWaits{.trace = trace_, .objects = {}});
        waits->range = range_.value_or(TimeRange{0, std::max<std::int64_t>(1, end)});
        waits->is_part = range_.has_value();
        waits->is_complete = is_complete;
        waits->objects = ranked_figures(*trace_, waits->range, analysis_.result(until));
        return waits;
    }

private:
    int percent_at(std::int64_t time, std::int64_t until) const {
        const std::int64_t from = std::max<std::int64_t>(counted_until_, 0);
        const double length = static_cast<double>(std::max<std::int64_t>(1, until - from));
        return static_cast<int>(std::clamp(100 * static_cast<double>(time - from) / length, 0.0, 99.0));
    }

    std::shared_ptr<const Trace> trace_;
    std::optional<TimeRange> range_;
    WaitAnalysis analysis_;
    std::int64_t counted_until_ = std::numeric_limits<std::int64_t>::min();
};

WaitsController::WaitsController(QObject* parent) : QObject(parent) {
    pool_.setMaxThreadCount(1);
    timer_.setInterval(progress_interval_ms);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (progress_ != nullptr && since_begin_.elapsed() >= silent_ms)
            emit progressed(progress_->percent);
    });
    connect(&watcher_, &QFutureWatcherBase::finished, this, &WaitsController::finish);
}

WaitsController::~WaitsController() {
    if (progress_ != nullptr)
        progress_->is_cancelled = true;
    pool_.waitForDone();
}

void WaitsController::setRun(std::shared_ptr<const Trace> trace) {
    trace_ = std::move(trace);
    range_.reset();
    is_over_ = false;
    forget();
    waits_.reset();
    emit changed();
}

void WaitsController::setRange(const std::optional<TimeRange>& range) {
    if (range == range_)
        return;
    range_ = range;
    forget();
    count();
}

void WaitsController::refresh(const CollectorCounts& counts, bool is_over) {
    counts_ = counts;
    is_over_ = is_over;
    is_stale_ = true;
    count();
}

void WaitsController::setActive(bool active) {
    is_active_ = active;
    count();
}

/// What is being counted is of no use any more. What is shown stays until there is something new.
void WaitsController::forget() {
    if (progress_ != nullptr)
        progress_->is_cancelled = true;
    growing_.reset();
    is_stale_ = trace_ != nullptr;
}

void WaitsController::count() {
    if (!(is_active_ || is_over_) || !is_stale_ || trace_ == nullptr || progress_ != nullptr)
        return;
    is_stale_ = false;
    if (growing_ == nullptr)
        growing_ = std::make_shared<GrowingWaits>(trace_, range_);
    progress_ = std::make_shared<WaitsProgress>();
    since_begin_.start();
    timer_.start();
    watcher_.setFuture(QtConcurrent::run(
        &pool_, [growing = growing_, progress = progress_, is_complete = !misses_events(counts_)] {
            return growing->count(*progress, is_complete);
        }));
}

void WaitsController::countNowIfQuick() {
    if (waits_ != nullptr || trace_ == nullptr || trace_->event_count() > most_quick_events)
        return;
    waits_ = std::make_shared<const RunWaits>(run_waits(trace_, counts_, range_));
    emit changed();
}

void WaitsController::finish() {
    timer_.stop();
    const bool was_cancelled = progress_->is_cancelled;
    progress_.reset();
    emit progressed(100);
    if (!was_cancelled) {
        waits_ = watcher_.result();
        emit changed();
    }
    count();
}

} // namespace interleave
