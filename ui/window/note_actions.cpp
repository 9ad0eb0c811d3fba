// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/note_actions.h"

#include "ui/navigation/navigation.h"
#include "ui/run/note_list.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/window/menu_words.h"
#include "ui/window/note_dialog.h"
#include "ui/window/window_actions.h"
#include "ui/words/words.h"

#include <QMenu>

#include <algorithm>

namespace interleave {

NoteActions::NoteActions(const WindowActions& actions, const ViewContext& context, QWidget* window)
    : QObject(window)
    , actions_(actions)
    , context_(context)
    , window_(window) {
    connect(actions_.add_note, &QAction::triggered, this, &NoteActions::write);
    connect(&context_.notes, &NoteList::wanted, this, &NoteActions::write);
    connect(actions_.notes_menu, &QMenu::aboutToShow, this, &NoteActions::fillMenu);
    const auto update = [this] { actions_.add_note->setEnabled(context_.run.trace() != nullptr); };
    connect(&context_.run, &ShownRun::replaced, this, update);
    update();
}

void NoteActions::write() {
    const Navigation& navigation = context_.navigation;
    Note note;
    if (const auto selection = navigation.selection()) {
        note.from = selection->from;
        note.until = selection->until;
    } else if (const auto time = navigation.cursor() ? navigation.cursor() : navigation.looseMark()) {
        note.from = note.until = *time;
    } else {
        emit context_.messages.note(
            tr("Click a moment in the timeline, or drag over a stretch of it; then write "
               "a note on it."));
        return;
    }
    const auto& notes = context_.notes.notes();
    const auto same = std::ranges::find_if(
        notes, [&](const Note& other) { return other.from == note.from && other.until == note.until; });
    if (same == notes.end() && notes.size() >= most_notes)
        emit context_.messages.note(tr("A run has room for %1 notes; delete one first.").arg(most_notes));
    else
        ask(same == notes.end() ? note : *same);
}

void NoteActions::ask(const Note& note) {
    auto* dialog = new NoteDialog(note, window_);
    // Another run may be shown until it is answered.
    connect(dialog, &NoteDialog::decided, &context_.notes,
            [this, trace = context_.run.trace().get()](const Note& decided) {
                if (context_.run.trace().get() == trace)
                    context_.notes.put(decided);
            });
    dialog->open();
}

void NoteActions::goTo(std::size_t place) {
    if (place >= context_.notes.notes().size())
        return;
    const Note note = context_.notes.notes()[place];
    Navigation& navigation = context_.navigation;
    const TimeRange shown = navigation.visibleRange();
    if (note.from < shown.from || note.until > shown.until) {
        const std::int64_t length = std::max(shown.length(), 2 * (note.until - note.from));
        const std::int64_t middle = note.from + (note.until - note.from) / 2;
        navigation.showRange({middle - length / 2, middle + length / 2});
    }
    if (note.until > note.from)
        navigation.select({note.from, note.until});
    else
        navigation.setLooseMark(note.from);
    ask(note);
}

void NoteActions::fillMenu() {
    QMenu& menu = *actions_.notes_menu;
    menu.clear();
    menu.addAction(actions_.add_note);
    menu.addSeparator();
    const auto& notes = context_.notes.notes();
    for (std::size_t place = 0; place < notes.size(); ++place) {
        const Note& note = notes[place];
        QAction* action = menu.addAction(menu_words(
            tr("%1 at %2: %3", "number, time and text of a note")
                .arg(note_number(place), moment_text(note.from), QString::fromStdString(note.text))));
        action->setToolTip(tr("Show it, and change or delete it"));
        connect(action, &QAction::triggered, this, [this, place] { goTo(place); });
    }
    if (notes.empty())
        menu.addAction(tr("None yet"))->setEnabled(false);
}

} // namespace interleave
