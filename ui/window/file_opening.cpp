// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_opening.h"

#include "core/file/byte_source.h"
#include "ui/run/activity.h"
#include "ui/run/file_controller.h"
#include "ui/settings/window_settings.h"
#include "ui/status/progress_line.h"
#include "ui/window/menu_words.h"
#include "ui/window/window_actions.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

namespace interleave {

namespace {

constexpr qsizetype most_recent = 10;

bool is_file(const QString& path) {
    return path != QLatin1String(standard_input);
}

} // namespace

FileOpening::FileOpening(const WindowActions& actions, const ViewContext& context, FileController& files,
                         ProgressLine& progress, OpenPrompt ask, QWidget* window)
    : QObject(window)
    , actions_(actions)
    , context_(context)
    , files_(files)
    , ask_(std::move(ask))
    , window_(window) {
    connect(actions_.open, &QAction::triggered, this, &FileOpening::ask);
    connect(actions_.recent_menu, &QMenu::aboutToShow, this, &FileOpening::fillRecent);
    connect(&files_, &FileController::opening, &progress, [this, &progress](const QString& path) {
        if (is_file(path)) // what comes through a pipe lasts as long as it lasts
            progress.begin(
                tr("Reading %1").arg(QFileInfo(path).fileName()), [this] { return files_.progress(); },
                [this] { files_.cancel(); });
    });
    for (const auto signal : {&FileController::finished, &FileController::closed})
        connect(&files_, signal, &progress, &ProgressLine::end);
    connect(&files_, &FileController::failed, &progress, &ProgressLine::end);
    connect(&files_, &FileController::failed, this, [this] {
        QStringList recent = context_.settings.get(setting::recent_files);
        if (recent.removeAll(files_.path()) > 0)
            context_.settings.set(setting::recent_files, recent);
    });
}

void FileOpening::open(const QStringList& paths) {
    if (paths.isEmpty() || !context_.activity.open(paths.front()))
        return;
    if (is_file(paths.front()))
        remember(paths.front());
    if (paths.size() > 1)
        emit severalGiven(paths);
}

QStringList FileOpening::dragged(const QMimeData& data) {
    QStringList paths;
    for (const QUrl& url : data.urls()) {
        if (!url.isLocalFile())
            return {};
        paths << url.toLocalFile();
    }
    return paths;
}

bool FileOpening::acceptForReading(QDropEvent& event) {
    for (const Qt::DropAction action : {Qt::CopyAction, Qt::LinkAction}) {
        if (event.possibleActions().testFlag(action)) {
            event.setDropAction(action);
            event.accept();
            return true;
        }
    }
    event.ignore();
    return false;
}

void FileOpening::ask() {
    open(ask_(window_, tr("Open a run"), context_.settings.get(setting::file_folder),
              tr("Interleave runs (*.ilv);;All files (*)")));
}

void FileOpening::remember(const QString& path) {
    const QFileInfo file(path);
    QStringList recent = context_.settings.get(setting::recent_files);
    recent.removeAll(file.absoluteFilePath());
    recent.prepend(file.absoluteFilePath());
    context_.settings.set(setting::recent_files, QStringList(recent.mid(0, most_recent)));
    context_.settings.set(setting::file_folder, file.absolutePath());
}

void FileOpening::fillRecent() {
    QMenu& menu = *actions_.recent_menu;
    menu.clear();
    for (const QString& path : context_.settings.get(setting::recent_files)) {
        QAction* action = menu.addAction(menu_words(QFileInfo(path).fileName()));
        action->setToolTip(tr("Open %1").arg(path));
        connect(action, &QAction::triggered, this, [this, path] { open({path}); });
    }
    if (menu.isEmpty()) {
        menu.addAction(tr("None yet"))->setEnabled(false);
        return;
    }
    menu.addSeparator();
    QAction* forget = menu.addAction(tr("&Forget these"));
    forget->setToolTip(tr("Empty this list; the files stay"));
    connect(forget, &QAction::triggered, this,
            [this] { context_.settings.set(setting::recent_files, QStringList()); });
}

} // namespace interleave
