// SPDX-License-Identifier: GPL-3.0-or-later
// The caption of a picture, which describes the run that it shows.
#pragma once

#include "core/trace/run_info.h"

#include <string>

namespace interleave {

/// Returns one line with scenario, backend, parameters, mode, seed, machine, recording cost and switch
/// records.
std::string caption(const RunInfo& info);

} // namespace interleave
