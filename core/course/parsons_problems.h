// SPDX-License-Identifier: GPL-3.0-or-later
// The Parsons problems that the program carries.
#pragma once

#include "core/course/parsons.h"
#include "core/scenario/embedded_text.h"

#include <span>
#include <string_view>
#include <vector>

namespace interleave {

/// Returns the texts of resources/parsons/SCENARIO.yaml in the order of their names. The build makes the
/// table: embed_texts.cmake.
std::span<const EmbeddedText> parsons_texts() noexcept;

/// Returns all problems in the order of their names. The first call reads them and throws UsageError if one
/// cannot be read, which test_parsons rules out. Any thread may call it.
const std::vector<ParsonsProblem>& all_parsons();

/// Returns the problem that belongs to the scenario of that name; nullptr if there is none.
const ParsonsProblem* find_parsons(std::string_view scenario);

} // namespace interleave
