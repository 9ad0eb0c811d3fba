// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog in which a note is written, changed or deleted.
#pragma once

#include "core/file/run_notes.h"

#include <QDialog>

class QLineEdit;

namespace interleave {

/// It deletes itself when it is closed.
class NoteDialog : public QDialog {
    Q_OBJECT

public:
    /// A note without text is a new one.
    explicit NoteDialog(const Note& note, QWidget* parent = nullptr);

signals:
    /// The note shall be this one; without a text it shall go.
    void decided(const interleave::Note& note);

private:
    void decide(const QString& text);

    Note note_;
    QLineEdit* text_;
};

} // namespace interleave
