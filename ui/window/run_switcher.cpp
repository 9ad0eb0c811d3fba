// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_switcher.h"

#include "core/file/byte_source.h"
#include "ui/run/file_controller.h"
#include "ui/run/shown_file.h"
#include "ui/window/kept_runs.h"
#include "ui/window/menu_words.h"
#include "ui/window/window_actions.h"

#include <QAction>
#include <QFile>
#include <QFileInfo>
#include <QMenu>

namespace interleave {

namespace {

/// Returns the words of a file by its name: what a kept run was, or the name itself.
ListedRun listed_by_name(const QString& path, const ShownFile& file) {
    if (file.isKept(path))
        if (const auto kept = kept_run_from(QFile::encodeName(path).toStdString()))
            return listed(*kept);
    return {path, QFileInfo(path).fileName()};
}

} // namespace

RunSwitcher::RunSwitcher(const WindowActions& actions, KeptRuns& kept, ShownFile& file, FileController& files,
                         std::function<void(const QString& path)> open, QObject* parent)
    : QObject(parent)
    , actions_(actions)
    , file_(file)
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

QString RunSwitcher::wordsOf(const QString& path) const {
    return listed_by_name(path, file_).words;
}

void RunSwitcher::add(const QStringList& paths) {
    const QString shown = file_.path();
    for (const QString& path : paths)
        if (path != QLatin1String(standard_input))
            list_.show(listed_by_name(QFileInfo(path).absoluteFilePath(), file_));
    if (shown.isEmpty())
        list_.showOther();
    else
        list_.show(listed_by_name(shown, file_));
    updateActions();
}

void RunSwitcher::show() {
    if (file_.path().isEmpty())
        list_.showOther();
    else
        list_.show(listed_by_name(file_.path(), file_));
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
