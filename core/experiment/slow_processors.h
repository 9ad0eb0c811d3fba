// SPDX-License-Identifier: GPL-3.0-or-later
// Tells from the computing of a run whether its processors were whole ones. A host can give a virtual machine
// less than it shows, for a moment and without a word, so that neither the load of the machine nor a look
// afterwards tells.
#pragma once

#include "core/event/computing_time.h"
#include "core/trace/check.h"

#include <optional>
#include <vector>

namespace interleave {

/// Returns how many times as much processor time computing took as an undisturbed processor needs. It is
/// empty if too little of it was timed to tell.
std::optional<double> processor_slowdown(const ComputingTime& time) noexcept;

/// Makes failed checks that depend on load undecided, with the reason, if the processors were clearly slower,
/// or as much slower as explains the miss. Without a slowdown it does nothing.
void doubt_checks_on_slow_processors(std::vector<Check>& checks, const std::optional<double>& slowdown);

} // namespace interleave
