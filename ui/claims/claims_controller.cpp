#include "ui/claims/claims_controller.h"

#include <QThreadPool>

#include <exception>
#include <optional>

namespace interleave {

namespace {

constexpr int look_every_ms = 100;

ClaimsState measure_all(MeasuringJob<ClaimsState>& job) {
    std::vector<const Claim*> claims;
    for (const Claim& claim : all_claims())
        claims.push_back(&claim);
    ClaimsState state;
    try {
        std::optional<std::size_t> told; // it also asks while a run goes on
        state.results = measure_claims(claims, [&](const ClaimProgress& progress) {
            if (told != progress.done && !job.stop_wanted()) {
                state.results.assign(progress.settled.begin(), progress.settled.end());
                state.runs_done = progress.done;
                state.runs_total = progress.total;
                state.scenario = progress.scenario;
                job.publish(state, false);
                told = progress.done;
            }
            return !job.stop_wanted();
        });
        if (job.stop_wanted()) // what was not measured is not "undecided": it is still to be measured
            std::erase_if(state.results, [](const ClaimResult& result) { return !result.check.measured; });
        else
            state.runs_done = state.runs_total;
    } catch (const std::exception& error) {
        state.error = error.what();
    }
    return state;
}

} // namespace

ClaimsController::ClaimsController(QObject* parent) : QObject(parent) {
    timer_.setInterval(look_every_ms);
    connect(&timer_, &QTimer::timeout, this, &ClaimsController::look);
}

ClaimsController::~ClaimsController() {
    stop();
}

void ClaimsController::start() {
    state_ = {};
    was_stopped_ = false;
    job_ = std::make_shared<MeasuringJob<ClaimsState>>();
    QThreadPool::globalInstance()->start([job = job_] { job->publish(measure_all(*job), true); });
    timer_.start();
}

void ClaimsController::stop() {
    if (!job_)
        return;
    was_stopped_ = true;
    job_->want_stop();
}

void ClaimsController::look() {
    bool over = false;
    if (!job_->take_news(state_, over))
        return;
    emit changed();
    if (!over)
        return;
    job_.reset();
    timer_.stop();
    emit finished();
}

} // namespace interleave
