// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_causes.h"

#include "ui/run/shown_run.h"

#include <QThreadPool>

#include <atomic>
#include <utility>

namespace interleave {

namespace {

constexpr int poll_interval_ms = 40;

std::shared_ptr<const ShownPath> find_path(const Trace& trace, const WaitLinkIndex& links,
                                           std::optional<LaneId> lane, std::int64_t time) {
    auto found = std::make_shared<ShownPath>();
    std::optional<PathQuestion> question;
    if (lane)
        question = question_of_wait(trace, links, *lane, time);
    if (!question) {
        found->is_of_run = true;
        question = question_of_end(trace);
    }
    if (question)
        found->path = critical_path(trace, links, *question);
    found->shares = path_shares(trace, found->path);
    return found;
}

} // namespace

/// What the pool's thread does: it takes in what the trace has got, and then finds a path if one is asked
/// for.
struct RunCauses::Job {
    std::shared_ptr<const Trace> trace;
    std::shared_ptr<WaitLinkIndex> index;
    bool is_over;
    std::optional<Asked> asked;
    std::atomic<bool> stop_requested{false};
    std::atomic<double> progress{0};
    std::atomic<bool> is_done{false};
    std::shared_ptr<const ShownPath> path{}; ///< written before is_done

    void run() {
        index->extend(is_over, [this](double share) {
            progress.store(share, std::memory_order_relaxed);
            return !stop_requested.load(std::memory_order_relaxed);
        });
        if (asked && !stop_requested.load(std::memory_order_relaxed))
            path = find_path(*trace, *index, asked->lane, asked->time);
        is_done.store(true, std::memory_order_release);
    }
};

RunCauses::RunCauses(ShownRun& run, QObject* parent) : QObject(parent), run_(run) {
    timer_.setInterval(poll_interval_ms);
    connect(&timer_, &QTimer::timeout, this, &RunCauses::poll);
    connect(&run_, &ShownRun::replaced, this, &RunCauses::startOver);
    connect(&run_, &ShownRun::figuresChanged, this, [this] {
        if (wants_links_ && !job_)
            start();
    });
    connect(&run_, &ShownRun::completed, this, [this] {
        is_complete_ = false; // what came at the very end is taken in now
        if (wanted_path_ && !wanted_path_->lane)
            path_.reset();
        if (wants_links_ && !job_)
            start();
    });
}

RunCauses::~RunCauses() {
    if (job_)
        job_->stop_requested = true;
}

void RunCauses::startOver() {
    if (job_)
        job_->stop_requested = true;
    job_.reset();
    timer_.stop();
    index_.reset();
    links_.reset();
    wants_links_ = is_complete_ = false;
    const bool had_path = std::exchange(wanted_path_, std::nullopt).has_value();
    path_.reset();
    emit linksGrew();
    if (had_path)
        emit pathChanged();
}

void RunCauses::wantLinks() {
    if (wants_links_ || run_.trace() == nullptr)
        return;
    wants_links_ = true;
    index_ = std::make_shared<WaitLinkIndex>(*run_.trace());
    links_ = index_;
    start();
}

bool RunCauses::isBehind() const {
    return !is_complete_ && (run_.report() != nullptr || run_.trace()->time_end() > index_->end());
}

void RunCauses::start() {
    if (!isBehind() && !isFinding())
        return;
    job_ = std::make_shared<Job>(run_.trace(), index_, run_.report() != nullptr,
                                 isFinding() ? wanted_path_ : std::nullopt);
    QThreadPool::globalInstance()->start([job = job_] { job->run(); });
    timer_.start();
}

void RunCauses::poll() {
    if (!job_->is_done.load(std::memory_order_acquire)) {
        emit linksGrew();
        if (isFinding())
            emit progressed();
        return;
    }
    timer_.stop();
    const std::shared_ptr<Job> done = std::exchange(job_, nullptr);
    is_complete_ = done->is_over;
    const bool is_found = isFinding() && done->asked == wanted_path_ && done->path;
    if (is_found)
        path_ = done->path;
    emit linksGrew();
    if (is_found)
        emit pathChanged();
    // Who was told may have asked for something else, and only one thread may extend the index.
    if (!job_ && (isFinding() || (run_.report() != nullptr && isBehind())))
        start();
}

double RunCauses::progress() const {
    return job_ ? job_->progress.load(std::memory_order_relaxed) : 0;
}

void RunCauses::ask(const Asked& asked) {
    if (run_.trace() == nullptr)
        return;
    wanted_path_ = asked;
    path_.reset();
    emit pathChanged();
    wantLinks();
    if (!job_)
        start();
}

void RunCauses::findPathOfRun() {
    ask({});
}

void RunCauses::findPathOfWait(LaneId lane, std::int64_t time) {
    ask({lane, time});
}

void RunCauses::clearPath() {
    if (!wanted_path_)
        return;
    wanted_path_.reset();
    path_.reset();
    emit pathChanged();
}

void RunCauses::togglePath(std::optional<LaneId> lane, std::optional<std::int64_t> time) {
    const Asked asked = lane && time ? Asked{lane, *time} : Asked{};
    if (wanted_path_ == asked)
        clearPath();
    else
        ask(asked);
}

} // namespace interleave
