// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress_line.h"

#include "app/output.h"

#include <iomanip>
#include <sstream>
#include <unistd.h>

namespace interleave {

namespace {

constexpr int width = 78; ///< less than the width of a terminal, so that the line never wraps

} // namespace

ProgressLine::ProgressLine() : on_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (shown_)
        write_to_terminal("\r" + std::string(width, ' ') + "\r");
}

void ProgressLine::show(const RunInfo& info) {
    std::ostringstream line;
    line << std::fixed << std::setprecision(1) << static_cast<double>(info.wall_ns) / 1e9 << " s   "
         << info.counts.events << " events   " << info.counts.dropped << " dropped   Ctrl+C stops";
    show(line.str());
}

void ProgressLine::show(std::string text) {
    if (!on_terminal_)
        return;
    text.resize(width, ' ');
    write_to_terminal("\r" + text);
    shown_ = true;
}

} // namespace interleave
