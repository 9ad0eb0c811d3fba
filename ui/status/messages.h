// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the window have to tell the user. They send it here and need not know where it is shown.
#pragma once

#include <QObject>

namespace interleave {

/// The window connects the signals with its banner and its status bar. Window's thread only.
class Messages : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    /// Something that is good to know. One line.
    void note(const QString& words);
    /// Something went wrong: what, where, the remedy. One line.
    void problem(const QString& words);
    /// What was last said is out of date, because the user goes on with something else.
    void dismissed();
    /// What the window itself does: "free · running" …
    void phase(const QString& words);
    /// What is under the pointer; empty for nothing.
    void hover(const QString& words);
};

} // namespace interleave
