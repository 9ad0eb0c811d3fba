// SPDX-License-Identifier: GPL-3.0-or-later
// One line on a terminal that shows the progress of a run and is rewritten in place.
#pragma once

#include "core/trace/run_info.h"

#include <string>

namespace interleave {

/// Shows nothing where standard error is not a terminal. Use it on the main thread.
class ProgressLine {
public:
    ProgressLine();
    /// Erases the line.
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const RunInfo& info);
    /// Shows the text, shortened if it is too long for a line.
    void show(std::string text);

private:
    bool on_terminal_;
    bool shown_ = false;
};

} // namespace interleave
