// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the user write, change and delete notes, and find them in a menu.
#pragma once

#include "core/file/run_notes.h"
#include "ui/view/view_context.h"

#include <QObject>

#include <cstddef>

namespace interleave {

class WindowActions;

/// It may be used on the window's thread only.
class NoteActions : public QObject {
    Q_OBJECT

public:
    /// The actions and the context must outlive this.
    NoteActions(const WindowActions& actions, const ViewContext& context, QWidget* window);

private:
    /// Opens the dialog for the selection, else for the cursor's time, else for the loose mark.
    void write();
    void ask(const Note& note);
    void goTo(std::size_t place);
    void fillMenu();

    const WindowActions& actions_;
    const ViewContext& context_;
    QWidget* window_;
};

} // namespace interleave
