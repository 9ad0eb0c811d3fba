// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_saving.h"

#include "core/file/byte_source.h"
#include "core/file/save_run.h"
#include "ui/run/file_controller.h"
#include "ui/run/run_controller.h"
#include "ui/run/shown_file.h"
#include "ui/run/shown_run.h"
#include "ui/settings/window_settings.h"
#include "ui/status/messages.h"
#include "ui/status/progress_line.h"
#include "ui/window/kept_runs.h"
#include "ui/window/window_actions.h"
#include "ui/words/run_caption.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFuture>
#include <QStandardPaths>
#include <QtConcurrentRun>

#include <atomic>
#include <exception>
#include <utility>

namespace interleave {

/// What the thread that writes shares with the window.
struct FileSaving::Job {
    std::string from;
    std::string to;
    std::optional<RunNotes> notes;
    std::atomic<double> share{0};
    std::atomic<bool> is_cancelled{false};

    /// Called by the pool's thread. Returns why it was not saved, in one line; empty if it was.
    QString run() {
        try {
            save_run(from, to, notes, [this](double done) {
                share = done;
                return !is_cancelled;
            });
            return {};
        } catch (const Cancelled&) {
            return FileSaving::tr("Not saved: it was cancelled. What was there before is unchanged.");
        } catch (const std::exception& error) {
            return QString::fromUtf8(error.what());
        }
    }
};

FileSaving::FileSaving(const WindowActions& actions, const ViewContext& context, const RunController& runs,
                       const FileController& files, const KeptRuns& kept, ShownFile& file,
                       ProgressLine& progress, QWidget* window)
    : QObject(window)
    , actions_(actions)
    , context_(context)
    , runs_(runs)
    , files_(files)
    , kept_(kept)
    , file_(file)
    , progress_(progress)
    , window_(window) {
    connect(actions_.save, &QAction::triggered, this, [this] { save(); });
    connect(actions_.save_as, &QAction::triggered, this, [this] { saveAs(); });
    connect(&file_, &ShownFile::changed, this, &FileSaving::updateActions);
    connect(actions_.keep_runs, &QAction::toggled, this, &FileSaving::updateActions);
    updateActions();
}

FileSaving::~FileSaving() {
    if (job_)
        job_->is_cancelled = true;
}

void FileSaving::save(std::function<void()> done) {
    const QString why = whyNot();
    if (!why.isEmpty())
        emit context_.messages.note(why);
    else if (QFileInfo(file_.usersPath()).suffix() == QStringLiteral("ilv"))
        write(file_.path(), file_.usersPath(), std::move(done));
    else
        saveAs(std::move(done)); // it has no name yet, or is of another program
}

void FileSaving::saveAs(std::function<void()> done) {
    if (const QString path = whyNot().isEmpty() ? ask(suggestion()) : QString(); !path.isEmpty())
        write(file_.path(), path, std::move(done));
}

void FileSaving::saveKept(const QString& path, std::function<void()> done) {
    if (const QString to =
            ask(QFileInfo(path).completeBaseName().section(QLatin1Char('_'), 1) + QStringLiteral(".ilv"));
        !to.isEmpty())
        write(path, to, std::move(done));
}

QString FileSaving::ask(const QString& suggestion) {
    if (isActive())
        return {};
    const QString last = context_.settings.get(setting::file_folder);
    const QString folder =
        last.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : last;
    QString path = context_.ask_for_file(
        window_, {tr("Save the run"), QDir(folder).filePath(suggestion), tr("Interleave runs (*.ilv)")});
    if (path.isEmpty())
        return {};
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".ilv");
    context_.settings.set(setting::file_folder, QFileInfo(path).absolutePath());
    return path;
}

/// Returns a name that says what ran, and when.
QString FileSaving::suggestion() const {
    if (!file_.usersPath().isEmpty())
        return QFileInfo(file_.usersPath()).completeBaseName() + QStringLiteral(".ilv");
    const RunInfo& info = context_.run.info();
    QStringList parts{file_name_text(info), QString::fromStdString(info.backend)};
    if (info.begun_unix_ns != 0)
        parts << QDateTime::fromMSecsSinceEpoch(info.begun_unix_ns / 1'000'000)
                     .toString(QStringLiteral("yyyy-MM-dd-HHmmss"));
    parts.removeAll(QString());
    return (parts.isEmpty() ? tr("run") : parts.join(QLatin1Char('-'))) + QStringLiteral(".ilv");
}

void FileSaving::write(const QString& from, const QString& path, std::function<void()> done) {
    if (isActive())
        return;
    if (from == file_.path() && file_.hasChanged()) {
        emit context_.messages.problem(tr("Not saved: %1 has changed since it was opened, so it no longer "
                                          "has what is shown; open it again")
                                           .arg(QFileInfo(from).fileName()));
        emit ended();
        return;
    }
    job_ = std::make_shared<Job>();
    job_->from = QFile::encodeName(from).toStdString();
    job_->to = QFile::encodeName(path).toStdString();
    if (notes_ && from == file_.path())
        job_->notes = notes_();
    progress_.begin(
        tr("Saving %1").arg(QFileInfo(path).fileName()),
        [job = job_] { return std::optional<double>(job->share); },
        [job = job_] { job->is_cancelled = true; });
    updateActions();
    QtConcurrent::run([job = job_] {
        return job->run();
    }).then(this, [this, path, from, done = std::move(done)](const QString& error) {
        job_.reset();
        progress_.end();
        updateActions();
        if (!error.isEmpty()) {
            emit context_.messages.problem(error);
            emit ended();
            return;
        }
        emit context_.messages.note(tr("Saved as %1.").arg(path));
        if (file_.path() == from) {
            file_.setUsersPath(QFileInfo(path).absoluteFilePath());
            emit saved(path);
        }
        emit ended();
        if (done)
            done();
    });
}

/// Returns why the shown run cannot be saved now; empty if it can.
QString FileSaving::whyNot() const {
    if (!file_.hasRun())
        return tr("There is nothing to save yet: run something, or open a file");
    const std::string problem = files_.run() ? files_.keepProblem() : runs_.keepProblem();
    if (file_.path().isEmpty() && !problem.empty())
        return tr("This run could not be kept, so it cannot be saved: %1")
            .arg(QString::fromStdString(problem));
    if (file_.path().isEmpty() && files_.run())
        return tr(
            "What came through a pipe was not kept, so it cannot be saved: switch on Run ▸ Keep the last "
            "runs, and let it come again");
    if (file_.path().isEmpty())
        return tr(
            "This run was not kept, so it cannot be saved: switch on Run ▸ Keep the last runs, and run it "
            "again");
    if (!file_.isWhole())
        return tr("It can be saved when the run is over and all of it is read");
    return {};
}

void FileSaving::updateActions() {
    const QString why = isActive() ? tr("It is being saved") : whyNot();
    for (QAction* action : {actions_.save, actions_.save_as})
        action->setEnabled(why.isEmpty());
    actions_.save->setToolTip(!why.isEmpty() ? why : tr("Save the run with its notes and marks (Ctrl+S)"));
    actions_.save_as->setToolTip(!why.isEmpty() ? why : tr("Save the run under another name (Ctrl+Shift+S)"));
}

} // namespace interleave
