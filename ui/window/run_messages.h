// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the user how a run goes, or the reading of a file: its phase and figures in the status bar, and a
// message about a remarkable end.
#pragma once

#include <QObject>

namespace interleave {

class FileController;
class Messages;
class RunController;
class RunStatusBar;
class OpenedRun;
struct RunInfo;

/// It may be used on the window's thread only.
class RunMessages : public QObject {
    Q_OBJECT

public:
    /// All must outlive this.
    RunMessages(RunController& runs, FileController& files, RunStatusBar& status, Messages& messages,
                QObject* parent);

private:
    void connectRuns(RunController& runs, RunStatusBar& status);
    void connectFiles(FileController& files, RunStatusBar& status);
    void tellEnd(const RunInfo& info);
    void tellWhatIsOdd(const RunInfo& info, const QString& otherwise);
    void tellEndOfFile(const OpenedRun& run);

    Messages& messages_;
};

} // namespace interleave
