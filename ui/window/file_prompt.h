// How the window asks for a file name: one function, so that a test answers in a dialog's place.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace interleave {

struct SaveQuestion {
    QString title;
    QString suggestion; ///< folder and name
    QString filters;    ///< as QFileDialog takes them
};

/// Gives the chosen path, or an empty one if the person thought better of it.
using SavePrompt = std::function<QString(QWidget* parent, const SaveQuestion& question)>;

/// The desktop's own dialog.
SavePrompt desktop_save_prompt();

} // namespace interleave
