// SPDX-License-Identifier: GPL-3.0-or-later
// The notes on the run that is shown.
#pragma once

#include "core/file/run_notes.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <vector>

namespace interleave {

/// Views read and change it. Notes are in the order of time. It may be used on the window's thread only.
class NoteList : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const std::vector<Note>& notes() const { return notes_; }
    /// Replaces all, as when another run is shown.
    void set(std::vector<Note> notes);
    /// Adds a note; one on the same stretch of time is replaced, and an empty text removes it.
    void put(const Note& note);
    /// Asks the user for a note on what is chosen.
    void want() { emit wanted(); }

signals:
    void changed();
    void wanted();

private:
    std::vector<Note> notes_;
};

/// Returns the number by which people know the note of that place, from 1.
inline QString note_number(std::size_t place) {
    return QString::number(place + 1);
}

} // namespace interleave
