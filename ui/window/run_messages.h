// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the user how a run goes: its phase and figures in the status bar, and a message about a remarkable
// end.
#pragma once

#include <QObject>

namespace interleave {

class Messages;
class RunController;
class RunStatusBar;
struct RunInfo;

/// It may be used on the window's thread only.
class RunMessages : public QObject {
    Q_OBJECT

public:
    /// `runs`, `status` and `messages` must outlive this.
    RunMessages(RunController& runs, RunStatusBar& status, Messages& messages, QObject* parent);

private:
    void tellEnd(const RunInfo& info);

    Messages& messages_;
};

} // namespace interleave
