// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_switcher.h"

#include "core/file/byte_source.h"
#include "ui/run/file_controller.h"
#include "ui/run/recorded_programs.h"
#include "ui/run/shown_file.h"
#include "ui/window/kept_runs.h"
#include "ui/window/menu_words.h"
#include "ui/window/window_actions.h"

#include <QAction>
#include <QFile>
#include <QFileInfo>
#include <QMenu>

namespace interleave {

RunSwitcher::RunSwitcher(const WindowActions& actions, KeptRuns& kept, ShownFile& file, FileController& files,
                         const RecordedPrograms& recordings, std::function<void(const QString& path)> open,
                         QObject* parent)
    : QObject(parent)
    , actions_(actions)
    , file_(file)
    , recordings_(recordings)
    , open_(std::move(open)) {
    connect(actions_.earlier_run, &QAction::triggered, this, [this] { goTo(list_.before()); });
    connect(actions_.later_run, &QAction::triggered, this, [this] { goTo(list_.after()); });
    connect(actions_.runs_menu, &QMenu::aboutToShow, this, &RunSwitcher::fillMenu);
    connect(&file_, &ShownFile::replaced, this, &RunSwitcher::show);
    connect(&files, &FileController::failed, this, [this, &files] {
        list_.remove(files.path());
        updateActions();
    });
    kept.list([this](const QList<ListedRun>& runs) {
        list_.addEarlier(runs);
        updateActions();
    });
    updateActions();
}

/// Returns the words of a file: what a kept run was, or its name.
ListedRun RunSwitcher::listedByName(const QString& path) const {
    constexpr qsizetype longest_title = 60;
    const auto kept =
        file_.isKept(path) ? kept_run_from(QFile::encodeName(path).toStdString()) : std::nullopt;
    if (!kept)
        return {path, QFileInfo(path).fileName()};
    const RecordedPrograms::Recording* const recording = recordings_.find(path);
    QString title =
        recording == nullptr ? QString() : QString::fromStdString(command_line_of(recording->program));
    if (title.size() > longest_title)
        title = title.left(longest_title - 1) + QStringLiteral("…");
    return listed(*kept, title);
}

QString RunSwitcher::wordsOf(const QString& path) const {
    return listedByName(path).words;
}

void RunSwitcher::add(const QStringList& paths) {
    const QString shown = file_.path();
    for (const QString& path : paths)
        if (path != QLatin1String(standard_input))
            list_.show(listedByName(QFileInfo(path).absoluteFilePath()));
    if (shown.isEmpty())
        list_.showOther();
    else
        list_.show(listedByName(shown));
    updateActions();
}

void RunSwitcher::show() {
    if (file_.path().isEmpty())
        list_.showOther();
    else
        list_.show(listedByName(file_.path()));
    updateActions();
}

void RunSwitcher::goTo(const ListedRun* run) {
    if (run != nullptr)
        open_(QString(run->path)); // a copy, because the list may change
}

void RunSwitcher::fillMenu() {
    QMenu& menu = *actions_.runs_menu;
    menu.clear();
    for (qsizetype place = list_.runs().size() - 1; place >= 0; --place) {
        const ListedRun& run = list_.runs()[place];
        QAction* action = menu.addAction(menu_words(run.words));
        action->setToolTip(tr("Show this run: %1").arg(run.path));
        action->setCheckable(true);
        action->setChecked(place == list_.current());
        connect(action, &QAction::triggered, this, [this, path = run.path] { open_(path); });
    }
    if (list_.runs().isEmpty())
        menu.addAction(tr("None yet"))->setEnabled(false);
}

void RunSwitcher::updateActions() {
    actions_.earlier_run->setEnabled(list_.before() != nullptr);
    actions_.later_run->setEnabled(list_.after() != nullptr);
}

} // namespace interleave
