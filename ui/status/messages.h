// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to the user. The parts of the window send them here and need not know where they are shown.
#pragma once

#include <QObject>

namespace interleave {

/// The window connects the signals to its banner and its status bar. It may be used on the window's thread
/// only.
class Messages : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    /// Information for the user, in one line.
    void note(const QString& words);
    /// Something went wrong. One line: what, where, the remedy.
    void problem(const QString& words);
    /// The same of the run that is shown: the message is of the past when the run is.
    void runNote(const QString& words);
    void runProblem(const QString& words);
    /// The last message is out of date, because the user has begun something else.
    void dismissed();
    /// Says what the window itself does: "free · running" …
    void phase(const QString& words);
    /// Says what is under the pointer; empty for nothing.
    void hover(const QString& words);
};

} // namespace interleave
