// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what the user notes and marks, and how the rows are arranged: takes it from the file that is opened,
// writes it to the file in which the program keeps a run, and knows what is in no file of the user yet.
#pragma once

#include "core/file/file_identity.h"
#include "core/file/row_arrangement.h"
#include "core/file/run_history.h"
#include "core/file/run_notes.h"
#include "ui/view/view_context.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <map>

namespace interleave {

class FileController;
class FileSaving;
class ShownFile;

/// It may be used on the window's thread only.
class NoteKeeper : public QObject {
    Q_OBJECT

public:
    /// All must outlive this; the context is of the window, which owns this.
    NoteKeeper(const ViewContext& context, const FileController& files, ShownFile& file, FileSaving& saving,
               QObject* parent = nullptr);

    /// Returns the notes and kept marks of the shown run, tidy, and the arrangement of its rows.
    RunNotes current() const;
    /// Whether the shown run has notes or marks that are in no file of the user. How its rows are arranged
    /// does not count: that is quickly made again, and nobody is asked about it.
    bool isUnsaved() const;
    /// Whether they would be lost if another run were shown now: they are in no file at all.
    bool wouldBeLost() const;
    /// Returns the kept files, but that of the shown run, which have such notes. They stay while this exists.
    QStringList othersUnsaved() const;
    /// Take it that the user has saved, or does not want to save, what is noted in the shown run, or in a
    /// kept file.
    void discard();
    void discard(const QString& path) { unsaved_.erase(path); }

private:
    void forget();
    void takeFromFile();
    void noteChanged();
    void rememberRows();
    RowArrangement rowsOfFile() const;

    const ViewContext& context_;
    const FileController& files_;
    ShownFile& file_;
    RunNotes in_users_file_;              ///< of the shown run: what its file has, if that is one of the user
    RunNotes written_;                    ///< of the shown run: what the file has that it is in
    bool is_taking_ = false;              ///< notes come from the file, not from the user
    QThreadPool writer_;                  ///< has one thread, so that the last notes are written last
    std::map<QString, HeldFile> unsaved_; ///< kept files with notes that the user has not saved
    struct ArrangedFile {
        FileIdentity identity; ///< of the file that has this run
        RowArrangement rows;
    };
    std::map<QString, ArrangedFile> arranged_; ///< files of the user, which are not written unasked
};

} // namespace interleave
