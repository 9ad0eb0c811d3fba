// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/save_questions.h"

#include "ui/run/shown_file.h"
#include "ui/window/close_on_signal.h"
#include "ui/window/file_saving.h"
#include "ui/window/note_keeper.h"
#include "ui/window/run_switcher.h"

#include <QAction>
#include <QMessageBox>

#include <utility>

namespace interleave {

AskToSave desktop_save_question() {
    return [](QWidget* parent, const QString& words) {
        QMessageBox box(QMessageBox::Question, SaveQuestions::tr("Not saved"), words,
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
        box.setTextFormat(Qt::PlainText);
        box.setInformativeText(SaveQuestions::tr("Do you want to save it?"));
        box.setDefaultButton(QMessageBox::Save);
        switch (box.exec()) {
        case QMessageBox::Save:
            return SaveAnswer::save;
        case QMessageBox::Discard:
            return SaveAnswer::discard;
        default:
            return SaveAnswer::cancel;
        }
    };
}

SaveQuestions::SaveQuestions(AskToSave ask, const QAction& ask_for_runs, NoteKeeper& notes,
                             FileSaving& saving, const ShownFile& file, const RunSwitcher& runs,
                             QWidget* window)
    : QObject(window)
    , ask_(std::move(ask))
    , ask_for_runs_(ask_for_runs)
    , notes_(notes)
    , saving_(saving)
    , file_(file)
    , runs_(runs)
    , window_(window) {}

/// Returns what of the shown run would be lost if another one were shown.
QString SaveQuestions::wouldBeLost() const {
    if (notes_.wouldBeLost())
        return tr("The notes and marks in this run are not saved.");
    if (ask_for_runs_.isChecked() && file_.hasRun() && file_.usersPath().isEmpty())
        return tr("This run is not saved.");
    return {};
}

bool SaveQuestions::mayReplace(std::function<void()> again) {
    return mayGiveUp(wouldBeLost(), std::move(again));
}

bool SaveQuestions::mayGiveUp(const QString& what, std::function<void()> again) {
    if (what.isEmpty() || !ask_)
        return true;
    switch (ask_(window_, what)) {
    case SaveAnswer::discard:
        notes_.discard();
        return true;
    case SaveAnswer::save:
        saving_.save(std::move(again));
        return false;
    case SaveAnswer::cancel:
        break;
    }
    return false;
}

bool SaveQuestions::mayClose() {
    // Who ends the program by a signal is not asked: what is kept stays, and nobody may be there.
    if (CloseOnSignal::received() != 0)
        return true;
    if (saving_.isActive()) {
        connect(&saving_, &FileSaving::ended, window_, &QWidget::close, Qt::SingleShotConnection);
        return false;
    }
    const QString lost = notes_.isUnsaved()
                             ? tr("The notes and marks in this run are in no file that you saved.")
                             : wouldBeLost();
    return mayGiveUp(lost, [this] { window_->close(); }) && mayGiveUpOthers();
}

/// Asks for each kept run with notes that is not shown.
bool SaveQuestions::mayGiveUpOthers() {
    for (const QString& path : notes_.othersUnsaved()) {
        if (!ask_)
            return true;
        switch (ask_(window_, tr("The notes and marks in the run \"%1\" are in no file that you saved.")
                                  .arg(runs_.wordsOf(path)))) {
        case SaveAnswer::discard:
            notes_.discard(path);
            break;
        case SaveAnswer::save:
            saving_.saveKept(path, [this, path] {
                notes_.discard(path);
                window_->close();
            });
            return false;
        case SaveAnswer::cancel:
            return false;
        }
    }
    return true;
}

} // namespace interleave
