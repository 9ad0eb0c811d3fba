// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader of a picture must know of the run that it shows.
#pragma once

#include "core/trace/run_info.h"

#include <string>

namespace interleave {

/// One line: scenario, backend, parameters, mode, seed, machine, recording cost, switch records.
std::string caption(const RunInfo& info);

} // namespace interleave
