// SPDX-License-Identifier: GPL-3.0-or-later
// How the window asks for file names: by functions, so that a test can answer instead of the dialogs.
#pragma once

#include "ui/settings/window_settings.h"

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace interleave {

struct SaveQuestion {
    QString title;
    QString suggestion; ///< folder and name
    QString filters;    ///< as QFileDialog takes them
};

/// Returns the chosen path, or an empty one if the user cancelled.
using SavePrompt = std::function<QString(QWidget* parent, const SaveQuestion& question)>;

/// Returns the function that shows the desktop's own dialog.
SavePrompt desktop_save_prompt();

/// Returns the chosen paths, none if the user cancelled. The folder is where the dialog begins; empty for
/// where it was last.
using OpenPrompt = std::function<QStringList(QWidget* parent, const QString& title, const QString& folder,
                                             const QString& filters)>;

/// Returns the function that shows the desktop's own dialog.
OpenPrompt desktop_open_prompt();

/// Asks where to save a picture. It suggests `name` in the folder of the last picture, which it remembers,
/// else in the user's folder of pictures. An answer without an extension gets that of `name`. Returns an
/// empty path if the user cancelled.
QString ask_where_to_save(const SavePrompt& prompt, QWidget* parent, WindowSettings& settings,
                          const QString& title, const QString& name, const QString& filters);

} // namespace interleave
