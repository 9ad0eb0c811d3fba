#include "ui/speedup/sweep_controller.h"

#include <QThreadPool>

#include <exception>
#include <optional>
#include <utility>

namespace interleave {

namespace {

constexpr int look_every_ms = 100;

} // namespace

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
    job_ = std::make_shared<MeasuringJob<SweepResult>>();
    QThreadPool::globalInstance()->start([job = job_, wanted = request_] {
        SweepResult result;
        try {
            std::optional<std::size_t> told; // it also asks while a run goes on
            result = measure_sweep(wanted, [&](const SweepResult& so_far) {
                if (told != so_far.runs_done)
                    job->publish(so_far, false);
                told = so_far.runs_done;
                return !job->stop_wanted();
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
        job_->want_stop();
}

void SweepController::look() {
    bool over = false;
    if (!job_->take_news(result_, over))
        return;
    emit changed();
    if (!over)
        return;
    job_.reset();
    timer_.stop();
    emit finished();
}

} // namespace interleave
