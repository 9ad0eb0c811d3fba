// SPDX-License-Identifier: GPL-3.0-or-later
// Opens files: by the dialog, from the list of the last ones, and by dropping them onto the window.
#pragma once

#include "ui/export/file_prompt.h"
#include "ui/view/view_context.h"

#include <QObject>
#include <QStringList>

#include <functional>

class QDropEvent;
class QMimeData;

namespace interleave {

class FileController;
class ProgressLine;
class WindowActions;

/// It may be used on the window's thread only.
class FileOpening : public QObject {
    Q_OBJECT

public:
    /// All must outlive this; the context is of the window, which owns this.
    FileOpening(const WindowActions& actions, const ViewContext& context, FileController& files,
                ProgressLine& progress, OpenPrompt ask, QWidget* window);

    /// Opens the first file, or standard input for "-". Several are announced by severalGiven() before.
    void open(const QStringList& paths);
    /// Returns the paths of local files that are dragged; none if there are others.
    static QStringList dragged(const QMimeData& data);
    /// Accepts what is dragged as a copy or a link, never as a move: a source that is told of a move deletes
    /// the file. Returns false, and accepts nothing, if the source offers neither.
    static bool acceptForReading(QDropEvent& event);

signals:
    /// These files were given together; the first one is being opened.
    void severalGiven(const QStringList& paths);

private:
    void ask();
    void remember(const QString& path);
    void fillRecent();

    const WindowActions& actions_;
    const ViewContext& context_;
    FileController& files_;
    OpenPrompt ask_;
    QWidget* window_;
};

} // namespace interleave
