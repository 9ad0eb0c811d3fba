// SPDX-License-Identifier: GPL-3.0-or-later
// The file that the shown run is in: one in which the program keeps it for a while, or one that was opened.
#pragma once

#include "core/file/file_identity.h"
#include "core/file/run_history.h"

#include <QObject>
#include <QString>

#include <optional>

namespace interleave {

class FileController;
class RunController;

/// It may be used on the window's thread only.
class ShownFile : public QObject {
    Q_OBJECT

public:
    /// Both must outlive this. Of the files in `kept_folder` the program is the owner; it may be empty.
    ShownFile(RunController& runs, FileController& files, const QString& kept_folder,
              QObject* parent = nullptr);

    /// Returns the absolute path; empty if no run is shown, or one that is in no file.
    const QString& path() const { return path_; }
    /// Whether a run is shown at all.
    bool hasRun() const { return has_run_; }
    /// Whether all of the run that there will be is in the file.
    bool isWhole() const { return is_whole_; }
    /// Whether it is the program's own file, which it removes after a while, and not one of the user.
    bool isKept() const { return isKept(path_); }
    bool isKept(const QString& path) const;
    /// Whether the user's file has been written or replaced since it was opened, so that it has another run,
    /// or not all of this one. A file that is gone has not changed.
    bool hasChanged() const;
    /// Returns the path under which the user saved the run since it is shown, or opened it; empty if neither.
    const QString& usersPath() const { return users_path_; }
    void setUsersPath(const QString& path);

signals:
    /// Another run is shown, or none.
    void replaced();
    /// Any of the above has changed.
    void changed();

private:
    void show(const QString& path);

    const QString kept_folder_;
    QString path_;
    HeldFile held_; ///< so that a kept file stays as long as it is shown
    QString users_path_;
    std::optional<FileIdentity> identity_; ///< of the user's file when it was opened, or saved by this window
    bool has_run_ = false;
    bool is_whole_ = false;
};

} // namespace interleave
