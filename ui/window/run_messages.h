// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the user how a run goes: its phase and figures in the status bar, and what is remarkable at its end.
#pragma once

#include <QObject>

namespace interleave {

class Messages;
class RunController;
class RunStatusBar;
struct RunInfo;

/// Window's thread only.
class RunMessages : public QObject {
    Q_OBJECT

public:
    /// All three must outlive this.
    RunMessages(RunController& runs, RunStatusBar& status, Messages& messages, QObject* parent);

private:
    void tellEnd(const RunInfo& info);

    Messages& messages_;
};

} // namespace interleave
