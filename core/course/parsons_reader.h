// SPDX-License-Identifier: GPL-3.0-or-later
// Reads resources/parsons/SCENARIO.yaml.
#pragma once

#include "core/course/parsons.h"

#include <string>
#include <string_view>

namespace interleave {

/// Returns the problem. Throws UsageError that names the file, the line and the remedy. The lines of the file
/// are a right program in their own order, because a line may only be in the block of one before it and come
/// after such lines.
ParsonsProblem read_parsons(const std::string& scenario, std::string_view text);

} // namespace interleave
