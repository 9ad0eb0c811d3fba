// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_controller.h"

#include "core/event/refused_call.h"
#include "ui/run/display_rate.h"

#include <QThreadPool>

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace interleave {

namespace {

/// Destroys a run in the thread pool, because that waits for the engine's end and frees hundreds of megabytes
/// of trace, which would block the window's thread. The application object waits for the pool, so no engine
/// outlives the program.
void dispose(ObservedRun* run) {
    QThreadPool::globalInstance()->start([run] { delete run; });
}

} // namespace

RunController::RunController(QObject* parent) : QObject(parent) {
    timer_.setInterval(display_interval_ms());
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &RunController::tick);
}

RunController::~RunController() {
    if (running_)
        running_->request_stop();
}

void RunController::start(RunRequest request) {
    if (isActive()) {
        stop();
        next_ = std::move(request);
        return;
    }
    begin(std::move(request));
}

/// Starts a run, in a thread of its own.
RunController::Started RunController::make(RunRequest request,
                                           const std::function<RunKeeping(const RunRequest&)>& keeping) {
    RunKeeping kept = keeping ? keeping(request) : RunKeeping{};
    std::unique_ptr<RunSaver> saver = std::move(kept.saver);
    std::shared_ptr<ObservedRun> run(new ObservedRun(std::move(request), std::move(saver)), dispose);
    return {std::move(run), std::move(kept)};
}

std::string RunController::keepProblem() const {
    if (!shown_ || !kept_.problem.empty())
        return kept_.problem;
    return shown_->save_error();
}

void RunController::begin(RunRequest request) {
    stop_wanted_ = false;
    try {
        starting_ = std::async(std::launch::async, make, std::move(request), keeping_);
    } catch (const std::system_error& error) {
        forget();
        emit failed(QString::fromStdString(refused_start_text("start the run", error.code().value())));
        return;
    }
    timer_.start();
    emit starting();
}

void RunController::stop() {
    next_.reset();
    if (running_)
        running_->request_stop();
    else
        stop_wanted_ = starting_.valid();
    if (running_)
        emit stopping();
}

void RunController::forget() {
    if (isActive())
        return;
    shown_.reset();
    kept_ = {};
}

void RunController::tick() {
    if (starting_.valid() && starting_.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
        takeStarted();
    if (!running_)
        return;
    const bool over = running_->finished();
    emit ticked(); // once more after the end, so that the end of the trace is drawn
    if (over)
        takeFinished();
}

void RunController::takeStarted() {
    QString message;
    try {
        Started started = starting_.get();
        running_ = std::move(started.run);
        kept_ = std::move(started.kept);
    } catch (const std::exception& error) {
        message = QString::fromUtf8(error.what());
    }
    if (!running_) {
        timer_.stop();
        forget();
        emit failed(message);
        if (auto request = std::exchange(next_, std::nullopt))
            begin(std::move(*request));
        return;
    }
    if (stop_wanted_)
        running_->request_stop();
    shown_ = running_;
    emit started();
}

void RunController::takeFinished() {
    timer_.stop();
    running_.reset(); // `shown_` and the views that draw its trace still own it
    emit finished();
    if (auto request = std::exchange(next_, std::nullopt))
        begin(std::move(*request));
}

} // namespace interleave
