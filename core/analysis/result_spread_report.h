// SPDX-License-Identifier: GPL-3.0-or-later
// The results of many runs as text for people and as JSON for programs.
#pragma once

#include "core/analysis/result_spread.h"
#include "core/trace/json_forward.h"

#include <string>

namespace interleave {

/// Returns how the runs ended, each result with its least, median and greatest number and a histogram, and
/// how often each claim held. The same in every locale.
std::string to_text(const ResultSpread& spread);

/// Returns the keys `runs`, `failed`, `ended`, `values` and `checks`.
Json to_json(const ResultSpread& spread);

} // namespace interleave
