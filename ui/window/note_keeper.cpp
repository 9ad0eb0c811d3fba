// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/note_keeper.h"

#include "ui/navigation/navigation.h"
#include "ui/run/file_controller.h"
#include "ui/run/note_list.h"
#include "ui/run/shown_arrangement.h"
#include "ui/run/shown_file.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/window/file_saving.h"

#include <QFile>
#include <QFuture>
#include <QtConcurrentRun>

#include <exception>
#include <utility>

namespace interleave {

NoteKeeper::NoteKeeper(const ViewContext& context, const FileController& files, ShownFile& file,
                       FileSaving& saving, QObject* parent)
    : QObject(parent)
    , context_(context)
    , files_(files)
    , file_(file) {
    writer_.setMaxThreadCount(1);
    connect(&context_.run, &ShownRun::replaced, this, &NoteKeeper::forget);
    connect(&files_, &FileController::finished, this, &NoteKeeper::takeFromFile);
    connect(&context_.notes, &NoteList::changed, this, &NoteKeeper::noteChanged);
    connect(&context_.rows, &ShownArrangement::changed, this, [this] {
        if (!is_taking_)
            rememberRows();
        noteChanged();
    });
    connect(&context_.navigation, &Navigation::changed, this, [this](Navigation::Changes changes) {
        if (changes & Navigation::Marks)
            noteChanged();
    });
    connect(&saving, &FileSaving::saved, this, [this](const QString& path) {
        in_users_file_ = current();
        if (path == file_.path())
            written_ = in_users_file_;
        unsaved_.erase(file_.path());
    });
    saving.setNotes([this]() -> std::optional<RunNotes> {
        const RunNotes notes = current();
        return notes.empty() && written_.empty() ? std::nullopt : std::optional(notes);
    });
}

RunNotes NoteKeeper::current() const {
    RunNotes notes{context_.notes.notes(), context_.navigation.marks(), context_.rows.rows()};
    tidy(notes);
    return notes;
}

bool NoteKeeper::isUnsaved() const {
    const RunNotes now = current();
    return now.notes != in_users_file_.notes || now.marks != in_users_file_.marks;
}

bool NoteKeeper::wouldBeLost() const {
    return isUnsaved() && !file_.isKept();
}

QStringList NoteKeeper::othersUnsaved() const {
    QStringList paths;
    for (const auto& [path, held] : unsaved_)
        if (path != file_.path())
            paths << path;
    return paths;
}

void NoteKeeper::discard() {
    in_users_file_ = current();
    unsaved_.erase(file_.path());
}

void NoteKeeper::forget() {
    is_taking_ = true;
    context_.notes.set({});
    context_.rows.reset();
    in_users_file_ = written_ = {};
    is_taking_ = false;
}

/// Takes what the file has, and keeps what the user noted while it was read.
void NoteKeeper::takeFromFile() {
    const RunNotes& in_file = files_.run()->notes();
    is_taking_ = true;
    std::vector<Note> all = in_file.notes;
    const std::vector<Note>& typed = context_.notes.notes();
    all.insert(all.end(), typed.begin(), typed.end());
    context_.notes.set(std::move(all));
    for (const std::int64_t mark : in_file.marks)
        context_.navigation.keepMark(mark);
    if (context_.rows.rows().empty())
        context_.rows.reset(rowsOfFile());
    written_ = in_file;
    // What an earlier start of the program kept is no business of this one; what this one did is not saved.
    if (!unsaved_.contains(file_.path()))
        in_users_file_ = in_file;
    is_taking_ = false;
    noteChanged();
}

/// Keeps the arrangement of a run in a file of the user until the window is closed, so that it is there when
/// the user comes back to the run.
void NoteKeeper::rememberRows() {
    if (file_.path().isEmpty() || file_.isKept())
        return;
    if (const auto identity = identity_of_file(QFile::encodeName(file_.path()).toStdString()))
        arranged_[file_.path()] = {*identity, context_.rows.rows()};
}

RowArrangement NoteKeeper::rowsOfFile() const {
    const auto found = arranged_.find(file_.path());
    if (found != arranged_.end() &&
        found->second.identity == identity_of_file(QFile::encodeName(file_.path()).toStdString()))
        return found->second.rows;
    return files_.run()->notes().rows;
}

/// Adds what is noted to the kept file at once, so that it is not lost with the program.
void NoteKeeper::noteChanged() {
    const RunNotes notes = current();
    if (is_taking_ || files_.isActive() || !file_.isKept() || notes == written_)
        return;
    written_ = notes;
    const QString path = file_.path();
    const std::string name = QFile::encodeName(path).toStdString();
    if (isUnsaved())
        unsaved_.try_emplace(path, name);
    QtConcurrent::run(&writer_, [name, notes]() -> QString {
        try {
            append_notes(name, notes);
            return {};
        } catch (const std::exception& error) {
            return QString::fromUtf8(error.what());
        }
    }).then(this, [this](const QString& error) {
        if (!error.isEmpty())
            emit context_.messages.problem(tr("The note is not kept yet: %1").arg(error));
    });
}

} // namespace interleave
