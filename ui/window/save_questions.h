// SPDX-License-Identifier: GPL-3.0-or-later
// Asks before something is given up that is in no file of the user: notes and marks always, a run if the user
// wants to be asked.
#pragma once

#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QWidget;

namespace interleave {

class FileSaving;
class NoteKeeper;
class RunSwitcher;
class ShownFile;

/// Whether to save what would be lost otherwise.
enum class SaveAnswer { save, discard, cancel };
/// Asks the user. The words say what would be lost.
using AskToSave = std::function<SaveAnswer(QWidget* parent, const QString& words)>;

/// Returns the function that asks in a dialog.
AskToSave desktop_save_question();

/// It may be used on the window's thread only.
class SaveQuestions : public QObject {
    Q_OBJECT

public:
    /// An empty function asks nothing. `ask_for_runs` is the switch for runs. All must outlive this.
    SaveQuestions(AskToSave ask, const QAction& ask_for_runs, NoteKeeper& notes, FileSaving& saving,
                  const ShownFile& file, const RunSwitcher& runs, QWidget* window);

    /// Returns whether another run may be shown now. If the user wants to save this one first, `again` is
    /// called when that is done.
    bool mayReplace(std::function<void()> again);
    /// Returns whether the window may be closed now. If something is saved first it is closed afterwards.
    bool mayClose();

private:
    QString wouldBeLost() const;
    bool mayGiveUp(const QString& what, std::function<void()> again);
    bool mayGiveUpOthers();

    AskToSave ask_;
    const QAction& ask_for_runs_;
    NoteKeeper& notes_;
    FileSaving& saving_;
    const ShownFile& file_;
    const RunSwitcher& runs_;
    QWidget* window_;
};

} // namespace interleave
