// SPDX-License-Identifier: GPL-3.0-or-later
// The texts that host and guardian send to each other. The host sends the run's description, then `word_go`,
// and perhaps one of the others. The guardian answers that the engine is ready, or why it is not. At the end
// it sends the end report (end_report.h).
#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>

namespace interleave {

inline constexpr std::string_view word_go = "go";
inline constexpr std::string_view word_stop = "stop";
inline constexpr std::string_view word_interrupt = "interrupt"; ///< the user pressed Ctrl+C beside a program

/// What the guardian's first argument says: whether it guards a scenario or a program. The guardian of a
/// program also gets the numbers of the two descriptors, because the program may have inherited others that
/// have the numbers below.
inline constexpr std::string_view role_guardian = "guardian";
inline constexpr std::string_view role_program_guardian = "program-guardian";

/// The descriptors that the guardian of a scenario gets from its host.
inline constexpr int guardian_control_descriptor = 3;
inline constexpr int guardian_region_descriptor = 4;

std::string ready_text(pid_t engine);
std::string failure_text(std::string_view line);
/// Reads the engine's process id from the guardian's first text. If that is a failure, throws RunError with
/// its text.
pid_t engine_from(const std::string& text);

} // namespace interleave
