// SPDX-License-Identifier: GPL-3.0-or-later
// The presenter mode, for a projector: larger letters, and only the centre of the window.
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
