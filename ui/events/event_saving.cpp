// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_saving.h"

#include "core/file/event_export.h"
#include "ui/status/messages.h"
#include "ui/status/progress_line.h"

#include <QFile>
#include <QFileInfo>
#include <QFuture>
#include <QtConcurrentRun>

#include <atomic>
#include <exception>
#include <utility>

namespace interleave {

/// What the thread that writes shares with the window.
struct EventSaving::Job {
    std::string path;
    std::shared_ptr<const Trace> trace;
    EventFilter filter;
    std::atomic<double> share{0};
    std::atomic<bool> is_cancelled{false};

    struct Result {
        QString problem{}; ///< empty if there was none
        bool is_done = false;
    };

    /// Called by the pool's thread.
    Result run() {
        try {
            const bool is_done = export_events(path, *trace, filter, [this](double done) {
                share = done;
                return !is_cancelled;
            });
            return {{}, is_done};
        } catch (const std::exception& error) {
            return {QString::fromUtf8(error.what()), false};
        }
    }
};

EventSaving::EventSaving(Messages& messages, ProgressLine& progress, QObject* parent)
    : QObject(parent)
    , messages_(messages)
    , progress_(progress) {}

EventSaving::~EventSaving() {
    if (job_)
        job_->is_cancelled = true;
}

void EventSaving::save(const QString& path, std::shared_ptr<const Trace> trace, const EventFilter& filter) {
    if (isActive()) {
        emit messages_.note(tr("Events are being saved already; wait for the end of it, or cancel it."));
        return;
    }
    job_ = std::make_shared<Job>();
    job_->path = QFile::encodeName(path).toStdString();
    job_->trace = std::move(trace);
    job_->filter = filter;
    progress_.begin(
        tr("Saving events as %1").arg(QFileInfo(path).fileName()),
        [job = job_] { return std::optional<double>(job->share); },
        [job = job_] { job->is_cancelled = true; });
    QtConcurrent::run([job = job_] {
        return job->run();
    }).then(this, [this, path](const Job::Result& result) { end(path, result.problem, result.is_done); });
}

void EventSaving::end(const QString& path, const QString& problem, bool is_done) {
    job_.reset();
    progress_.end();
    if (!problem.isEmpty())
        emit messages_.problem(problem);
    else if (is_done)
        emit messages_.note(tr("Saved %1").arg(path));
    else
        emit messages_.note(tr("Not saved: it was cancelled. What was there before is unchanged."));
}

} // namespace interleave
