// SPDX-License-Identifier: GPL-3.0-or-later
// One line on a terminal that says how a run goes, rewritten in place.
#pragma once

#include "core/trace/run_info.h"

#include <string>

namespace interleave {

/// Shows nothing where standard error is no terminal. Main thread.
class ProgressLine {
public:
    ProgressLine();
    /// Wipes the line.
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const RunInfo& info);
    /// Cut where it is too long for a line.
    void show(std::string text);

private:
    bool on_terminal_;
    bool shown_ = false;
};

} // namespace interleave
