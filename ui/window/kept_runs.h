// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the last runs of the window in files of the cache, if the user wants it.
#pragma once

#include "core/file/run_history.h"
#include "ui/run/run_list.h"

#include <QObject>

#include <functional>
#include <memory>

class QAction;

namespace interleave {

class Messages;
class FileController;
class RunController;
class WindowSettings;

/// Returns the folder for kept runs of this user; XDG_CACHE_HOME says where caches are.
QString usual_folder_of_kept_runs();

/// Returns a kept run as people know it: "The lost update · threads · 14:03:12". A title that is known is
/// taken, because the name of a recording's file has little of its command line.
ListedRun listed(const KeptRun& run, const QString& title = {});

/// It may be used on the window's thread only.
class KeptRuns : public QObject {
    Q_OBJECT

public:
    /// Without a folder no run is kept. `keep` is the switch. All must outlive this.
    KeptRuns(const QString& folder, QAction& keep, RunController& runs, FileController& files,
             Messages& messages, WindowSettings& settings, QObject* parent = nullptr);

    /// Returns the folder; empty if there is none.
    QString folder() const;
    /// Whether runs are kept from now on.
    bool isOn() const;
    /// Lists what is kept in the thread pool, and passes it to `take` on this thread, the oldest first.
    void list(std::function<void(const QList<ListedRun>&)> take);

private:
    void setKeeping();
    void tellProblem(QString problem, const std::string& path);
    void tidy();

    std::shared_ptr<const RunHistory> history_; ///< nullptr if there is no folder; used by other threads
    QAction& keep_;
    RunController& runs_;
    FileController& files_;
    Messages& messages_;
    QString told_; ///< the last problem of which the user was told
};

} // namespace interleave
