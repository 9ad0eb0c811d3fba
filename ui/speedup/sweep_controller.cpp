#include "ui/speedup/sweep_controller.h"

#include <QThreadPool>

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace interleave {

namespace {

constexpr int look_every_ms = 100;

} // namespace

/// What the measuring thread and the window share.
struct SweepController::Job {
    std::atomic<bool> stop_wanted{false};
    std::mutex mutex;
    SweepResult latest;
    std::size_t published = 0; ///< how often
    bool over = false;

    void publish(const SweepResult& result, bool is_over) {
        const std::lock_guard lock(mutex);
        latest = result;
        over = is_over;
        ++published;
    }
};

SweepController::SweepController(QObject* parent) : QObject(parent) {
    timer_.setInterval(look_every_ms);
    connect(&timer_, &QTimer::timeout, this, &SweepController::look);
}

SweepController::~SweepController() {
    stop();
}

void SweepController::start(SweepRequest request) {
    request_ = std::move(request);
    result_ = {};
    seen_ = 0;
    job_ = std::make_shared<Job>();
    QThreadPool::globalInstance()->start([job = job_, wanted = request_] {
        SweepResult result;
        try {
            std::optional<std::size_t> told; // it also asks while a run goes on
            result = measure_sweep(wanted, [&](const SweepResult& so_far) {
                if (told != so_far.runs_done)
                    job->publish(so_far, false);
                told = so_far.runs_done;
                return !job->stop_wanted;
            });
        } catch (const std::exception& error) {
            result.errors.emplace_back(error.what());
        }
        job->publish(result, true);
    });
    timer_.start();
}

void SweepController::stop() {
    if (job_)
        job_->stop_wanted = true;
}

void SweepController::look() {
    bool over = false;
    {
        const std::lock_guard lock(job_->mutex);
        over = job_->over;
        if (job_->published == seen_)
            return;
        seen_ = job_->published;
        result_ = job_->latest;
    }
    emit changed();
    if (!over)
        return;
    job_.reset();
    timer_.stop();
    emit finished();
}

} // namespace interleave
