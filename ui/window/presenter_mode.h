// SPDX-License-Identifier: GPL-3.0-or-later
// For a beamer: larger letters, and nothing on the screen but the timeline.
#pragma once

#include <QByteArray>
#include <QFont>

class QMainWindow;

namespace interleave {

class PresenterMode {
public:
    /// Does nothing until set() is called. The window must outlive this.
    explicit PresenterMode(QMainWindow& window) : window_(window) {}

    void set(bool on);

private:
    QMainWindow& window_;
    bool on_ = false;
    QByteArray docks_before_;
    QFont font_before_;
};

} // namespace interleave
