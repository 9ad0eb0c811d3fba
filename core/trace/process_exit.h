// SPDX-License-Identifier: GPL-3.0-or-later
// How a process of a run ended.
#pragma once

#include <cstdint>
#include <string>

namespace interleave {

/// How one process of a run ended, as its parent was notified.
struct ProcessExit {
    std::int32_t pid;
    int code;
    int signal;                  ///< 0 if it ended by itself
    bool ended_with_run = false; ///< it was killed because the run, or the process that started it, was over
};

/// Returns "signal 11 (segmentation fault)".
std::string signal_text(int signal);

} // namespace interleave
