// SPDX-License-Identifier: GPL-3.0-or-later
// The process that becomes the program to be recorded.
#pragma once

#include "core/engine/program_to_record.h"
#include "core/engine/runner.h"

namespace interleave {

/// Goes from just after fork to the program, when the gate opens. If it cannot be executed, it writes why as
/// the result and ends with the status that a shell gives: 127 if something is missing, else 126.
[[noreturn]] void become_program(const ProgramToRecord& program, RunnerEnds ends) noexcept;

} // namespace interleave
