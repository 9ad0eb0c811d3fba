// SPDX-License-Identifier: GPL-3.0-or-later
// How the window asks for a file name. It is one function, so that a test can answer in the dialog's place.
#pragma once

#include "ui/settings/window_settings.h"

#include <QString>

#include <functional>

class QWidget;

namespace interleave {

struct SaveQuestion {
    QString title;
    QString suggestion; ///< folder and name
    QString filters;    ///< as QFileDialog takes them
};

/// Gives the chosen path, or an empty one if the user cancelled.
using SavePrompt = std::function<QString(QWidget* parent, const SaveQuestion& question)>;

/// The desktop's own dialog.
SavePrompt desktop_save_prompt();

/// Asks where to save a picture: in the folder of the last one, which it remembers, else among the user's
/// pictures. `name` is suggested; its extension is added to an answer that has none. Gives an empty path if
/// the user cancelled.
QString ask_where_to_save(const SavePrompt& prompt, QWidget* parent, WindowSettings& settings,
                          const QString& title, const QString& name, const QString& filters);

} // namespace interleave
