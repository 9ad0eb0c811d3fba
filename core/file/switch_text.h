// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's switches of a run as text in the form of `perf script --ns`, for scripts and viewers of kernel
// schedules.
#pragma once

#include "core/file/export_part.h"
#include "core/file/text_output.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <string>

namespace interleave {

/// The kernel tells of each thread of the run when it was put on a processor and taken off, but not what ran
/// there before and after. That stands in the text under the name by which ftrace has what it does not know,
/// and under a number that no thread can have: this one and the processor's.
inline constexpr std::int64_t first_unknown_thread = 4'194'304; // PID_MAX_LIMIT of Linux

/// Returns why there is no such text of this run, and the remedy; empty if there is one.
std::string why_no_switch_text(const Trace& trace, const RunInfo& info);

/// Writes a line for each switch, for the end of each thread and for each wake-up whose waker is known, in
/// order of time, and lines that begin with # for what a reader of the text must know. Times are those of
/// CLOCK_MONOTONIC_RAW. Throws what `text` throws.
void write_switch_text(TextOutput& text, const Trace& trace, const RunInfo& info, const TracePart& part);

} // namespace interleave
