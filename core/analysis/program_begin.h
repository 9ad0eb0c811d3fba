// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program of a recording begins.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <optional>

namespace interleave {

/// Returns the time of the first line of a program that an interpreter executes, in ns of the trace. Before
/// it the first process only got its interpreter ready. It is nothing for any other run, and until that line
/// is reached. Any thread may call it.
std::optional<std::int64_t> program_begin(const Trace& trace);

} // namespace interleave
