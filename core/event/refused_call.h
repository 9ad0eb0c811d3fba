// SPDX-License-Identifier: GPL-3.0-or-later
// What to say when the system refuses something: what it was, why, and the remedy.
#pragma once

#include "core/event/error.h"

#include <string>
#include <string_view>

namespace interleave {

/// Returns one line like "cannot make a timer: Too many open files; a process may open 12 files (ulimit -n):
/// allow more, as by 'ulimit -n 1024'". `what` follows "cannot". `error` is an errno.
std::string refused_call_text(std::string_view what, int error);
/// The same for a call that starts a thread or a process, which other limits refuse by the same errno.
std::string refused_start_text(std::string_view what, int error);

/// What to say of a process that was killed by SIGKILL, behind how it ended.
inline constexpr const char* remedy_for_kill =
    "; if nobody did that, the kernel did for want of memory: close other "
    "programs or choose smaller parameters";

/// Throw the RunError with this line.
[[noreturn]] void throw_refused_call(std::string_view what, int error);
[[noreturn]] void throw_refused_start(std::string_view what, int error);

} // namespace interleave
