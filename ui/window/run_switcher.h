// SPDX-License-Identifier: GPL-3.0-or-later
// Goes back to the runs before, and forth again.
#pragma once

#include "ui/run/run_list.h"

#include <QObject>

#include <functional>

class QAction;
class QMenu;

namespace interleave {

class FileController;
class KeptRuns;
class RecordedPrograms;
class ShownFile;
class WindowActions;

/// It may be used on the window's thread only.
class RunSwitcher : public QObject {
    Q_OBJECT

public:
    /// `open` opens the file of a run. All must outlive this.
    RunSwitcher(const WindowActions& actions, KeptRuns& kept, ShownFile& file, FileController& files,
                const RecordedPrograms& recordings, std::function<void(const QString& path)> open,
                QObject* parent = nullptr);

    const RunList& list() const { return list_; }
    /// Returns the words by which people know the run of that file.
    QString wordsOf(const QString& path) const;
    /// Adds files in this order, without showing any.
    void add(const QStringList& paths);

private:
    ListedRun listedByName(const QString& path) const;
    void show();
    void goTo(const ListedRun* run);
    void fillMenu();
    void updateActions();

    const WindowActions& actions_;
    ShownFile& file_;
    const RecordedPrograms& recordings_;
    std::function<void(const QString& path)> open_;
    RunList list_;
};

} // namespace interleave
