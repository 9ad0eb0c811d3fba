// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/kept_runs.h"

#include "core/event/error.h"
#include "core/file/run_saver.h"
#include "ui/run/file_controller.h"
#include "ui/run/run_controller.h"
#include "ui/settings/window_settings.h"
#include "ui/status/messages.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFuture>
#include <QLocale>
#include <QStandardPaths>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <algorithm>
#include <chrono>
#include <exception>

namespace interleave {

namespace {

/// Makes the file of a run, or says why there is none. It is called in the thread that starts the run.
RunKeeping keep(const RunHistory& history, const std::string& scenario, const std::string& backend) {
    RunKeeping kept;
    try {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const std::string path = history.new_path(
            scenario, backend, std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
        kept.saver = std::make_unique<RunSaver>(path, history.limits().most_bytes);
        kept.held = HeldFile(path);
        kept.path = path;
    } catch (const std::exception& error) {
        kept.problem = error.what();
    }
    return kept;
}

} // namespace

QString usual_folder_of_kept_runs() {
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    return cache.isEmpty() ? QString() : QDir(cache).filePath(QStringLiteral("runs"));
}

ListedRun listed(const KeptRun& run, const QString& title) {
    RunInfo info; // what the words need
    info.scenario = run.scenario;
    info.backend = run.backend;
    const Scenario* const scenario = scenario_of(info);
    if (scenario != nullptr)
        info.title = scenario->title;
    const QDateTime begun = QDateTime::fromMSecsSinceEpoch(run.begun_unix_ms);
    const QString time = begun.date() == QDate::currentDate()
                             ? QLocale().toString(begun.time(), QStringLiteral("HH:mm:ss"))
                             : QLocale().toString(begun, QLocale::ShortFormat);
    return {QFile::decodeName(QByteArray::fromStdString(run.path)),
            QStringList{title.isEmpty() ? title_text(info) : title, QString::fromStdString(run.backend), time}
                .join(QStringLiteral(" · "))};
}

KeptRuns::KeptRuns(const QString& folder, QAction& keep, RunController& runs, FileController& files,
                   Messages& messages, WindowSettings& settings, QObject* parent)
    : QObject(parent)
    , keep_(keep)
    , runs_(runs)
    , files_(files)
    , messages_(messages) {
    if (!folder.isEmpty()) {
        HistoryLimits limits;
        limits.most_bytes = static_cast<std::uint64_t>(std::max(1, settings.get(setting::kept_mib))) << 20U;
        history_ = std::make_shared<const RunHistory>(QFile::encodeName(folder).toStdString(), limits);
    }
    keep_.setEnabled(history_ != nullptr);
    keep_.setChecked(history_ != nullptr && settings.get(setting::keep_runs));
    connect(&keep_, &QAction::toggled, this, [this, &settings](bool on) {
        settings.set(setting::keep_runs, on);
        setKeeping();
    });
    const auto tell_of_run = [this] {
        tellProblem(QString::fromStdString(runs_.keepProblem()), runs_.keptPath());
    };
    const auto tell_of_file = [this] {
        tellProblem(QString::fromStdString(files_.keepProblem()), files_.keptPath());
    };
    connect(&runs_, &RunController::started, this, tell_of_run);
    connect(&files_, &FileController::opened, this, tell_of_file);
    connect(&runs_, &RunController::finished, this, tell_of_run);
    connect(&files_, &FileController::finished, this, tell_of_file);
    connect(&runs_, &RunController::finished, this, &KeptRuns::tidy);
    connect(&files_, &FileController::finished, this, &KeptRuns::tidy);
    setKeeping();
}

QString KeptRuns::folder() const {
    return history_ ? QFile::decodeName(QByteArray::fromStdString(history_->folder())) : QString();
}

bool KeptRuns::isOn() const {
    return keep_.isChecked();
}

void KeptRuns::list(std::function<void(const QList<ListedRun>&)> take) {
    if (!history_)
        return;
    QtConcurrent::run([history = history_] {
        return history->runs();
    }).then(this, [take = std::move(take)](const std::vector<KeptRun>& runs) {
        QList<ListedRun> all;
        for (const KeptRun& run : runs)
            all.append(listed(run));
        take(all);
    });
}

void KeptRuns::setKeeping() {
    if (!isOn()) {
        runs_.setKeeping({});
        files_.setKeeping({});
        return;
    }
    runs_.setKeeping([history = history_](const RunRequest& request) {
        if (request.program) {
            RunInfo info; // what the name needs
            info.title = command_line_of(*request.program);
            return keep(*history, file_name_text(info).toStdString(), "recording");
        }
        return keep(*history, request.scenario->name, name_of(request.backend));
    });
    files_.setKeeping([history = history_](const RunInfo& info) {
        const bool has_name = is_of_scenario(info) && !info.scenario.empty();
        return keep(*history, has_name ? info.scenario : "standard-input", has_name ? info.backend : "pipe");
    });
}

/// Removes what is too much or too old, in the thread pool.
void KeptRuns::tidy() {
    if (history_)
        QThreadPool::globalInstance()->start([history = history_] { history->tidy(); });
}

/// Says once why runs cannot be kept.
void KeptRuns::tellProblem(QString problem, const std::string& path) {
    if (!path.empty())
        problem.replace(QString::fromStdString(path),
                        folder()); // which the next run has in common
    if (problem.isEmpty() || problem == told_)
        return;
    told_ = problem;
    emit messages_.note(tr("This run is not kept for later, or not all of it: %1").arg(problem));
}

} // namespace interleave
