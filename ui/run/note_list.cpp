// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/note_list.h"

#include <utility>

namespace interleave {

void NoteList::set(std::vector<Note> notes) {
    RunNotes tidied{std::move(notes)};
    tidy(tidied);
    if (std::exchange(notes_, tidied.notes) != tidied.notes)
        emit changed();
}

void NoteList::put(const Note& note) {
    std::vector<Note> all = notes_;
    std::erase_if(
        all, [&note](const Note& other) { return other.from == note.from && other.until == note.until; });
    all.push_back(note);
    set(std::move(all)); // which takes away one without a text
}

} // namespace interleave
