// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a schedule of the kernel from the text of `perf sched script`, `perf script`, `trace-cmd report` or
// ftrace: threads are lanes, which run, are ready or are off their processor.
#pragma once

#include "core/file/run_format.h"

namespace interleave {

/// RunInfo::mode of a run that was read from such a text.
inline constexpr const char* schedule_mode = "kernel schedule";

RunFormat schedule_format() noexcept;

} // namespace interleave
