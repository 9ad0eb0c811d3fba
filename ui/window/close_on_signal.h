// SPDX-License-Identifier: GPL-3.0-or-later
// Closes the window when the system or a terminal asks the program to end, as its user would.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <csignal>

namespace interleave {

/// While it lives, the first SIGTERM, SIGINT or SIGHUP closes all windows, which saves their settings and
/// ends the run, and then leaves the application's event loop. A second one ends the program as usual. A
/// signal that was ignored when the program started (as by nohup) stays ignored. At most one exists at a
/// time, on the window's thread.
class CloseOnSignal : public QObject {
    Q_OBJECT

public:
    /// Does nothing if the machine has no descriptors left for it.
    explicit CloseOnSignal(QObject* parent = nullptr);
    ~CloseOnSignal() override;

    /// Returns the number of the signal that was received, or 0.
    static int received();

private:
    void closeWindows();

    static constexpr std::array signals_{SIGTERM, SIGINT, SIGHUP};
    std::array<struct sigaction, signals_.size()> before_{};
    QSocketNotifier* notifier_ = nullptr;
};

} // namespace interleave
