// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/file_prompt.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace interleave {

SavePrompt desktop_save_prompt() {
    return [](QWidget* parent, const SaveQuestion& question) {
        // The dialog adds the ending itself, so that it asks before the file of the whole name is replaced.
        QFileDialog dialog(parent, question.title, QFileInfo(question.suggestion).absolutePath(),
                           question.filters);
        dialog.setAcceptMode(QFileDialog::AcceptSave);
        dialog.setDefaultSuffix(QFileInfo(question.suggestion).suffix());
        dialog.selectFile(QFileInfo(question.suggestion).fileName());
        return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
    };
}

OpenPrompt desktop_open_prompt() {
    return [](QWidget* parent, const QString& title, const QString& folder, const QString& filters) {
        return QFileDialog::getOpenFileNames(parent, title, folder, filters);
    };
}

QString ask_where_to_save(const SavePrompt& prompt, QWidget* parent, WindowSettings& settings,
                          const QString& title, const QString& name, const QString& filters) {
    const QString last = settings.get(setting::export_folder);
    const QString folder =
        last.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) : last;
    QString path = prompt(parent, {title, QDir(folder).filePath(name), filters});
    if (path.isEmpty())
        return path;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + QFileInfo(name).suffix();
    settings.set(setting::export_folder, QFileInfo(path).absolutePath());
    return path;
}

} // namespace interleave
