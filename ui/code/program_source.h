// SPDX-License-Identifier: GPL-3.0-or-later
// The source of a recorded program in the Code pane. It is read where the program had it: a recording does
// not contain it.
#pragma once

#include "core/trace/run_info.h"

#include <QString>

namespace interleave {

class CodeView;

/// It may be used on the window's thread only.
class ProgramSource {
public:
    /// Forgets what is shown, because the pane shows something else.
    void forget() { path_.clear(); }
    /// Whether the pane shows a program's source, or says why not.
    bool isShown() const { return !path_.isEmpty(); }
    /// Whether the path is of a source, and not of a place in machine code.
    static bool isSource(const QString& path);
    /// Shows the file of that path and marks the line, if that is not 0. A file that has changed since the
    /// recording began, or that cannot be read, is not shown, and the pane says so. Where the path is of no
    /// source, the pane goes on showing what it shows, without a mark.
    void show(CodeView& code, const RunInfo& info, const QString& path, int line);

private:
    QString path_; ///< of the file that the pane shows, or of which it says why not
};

} // namespace interleave
