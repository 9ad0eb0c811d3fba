// SPDX-License-Identifier: GPL-3.0-or-later
// Asks which program is to be recorded.
#pragma once

#include "ui/record/program_choice.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPlainTextEdit;
class QWidget;

namespace interleave {

class WindowSettings;

/// It closes only when there is something to record, and says in one line what is wrong else. It may be used
/// on the window's thread only.
class RecordDialog : public QDialog {
    Q_OBJECT

public:
    /// Shows what was recorded last. `articles` has the programs of the articles; what is chosen there closes
    /// the dialog. Settings and menu must outlive this.
    RecordDialog(WindowSettings& settings, QMenu* articles, QWidget* parent);

signals:
    /// The user wants this program to be recorded.
    void chosen(const interleave::ProgramToRecord& program);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeForm();
    QWidget* makeButtons(QMenu* articles);
    QWidget* makeFolderField();
    void fillRecent();
    ProgramChoice choice() const;
    void show(const ProgramChoice& choice);
    void chooseFolder();
    void record();
    void setProblem(const QString& words);
    void colourProblem();

    WindowSettings& settings_;
    QList<ProgramChoice> recent_choices_;
    QLineEdit* command_;
    QLineEdit* folder_;
    QPlainTextEdit* environment_;
    QListWidget* recent_;
    QLabel* problem_;
};

} // namespace interleave
