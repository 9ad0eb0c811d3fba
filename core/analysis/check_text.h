// SPDX-License-Identifier: GPL-3.0-or-later
// A check in words, the same in every locale.
#pragma once

#include "core/trace/check.h"

#include <string>

namespace interleave {

/// Returns what a check expects, with how far the measured value may miss it: "2 workers",
/// "at least 1.8 × ± 12 %", "0 ms ± 0.5 ms".
std::string expected_text(const Check& check);

} // namespace interleave
