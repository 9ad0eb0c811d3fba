// SPDX-License-Identifier: GPL-3.0-or-later
// The order of a controlled run as a person writes it: "A3 B A" is lane A three times, then B, then A.
#pragma once

#include "core/control/control_block.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Returns the letter of a lane: M is the main lane, workers are A to L and N to Z in the order in which they
/// were started.
char letter_of(Turn lane) noexcept;

/// Reads an order. A lane is its letter, and a number behind it says how often it goes on in a row. Blanks
/// may stand between two lanes, and need not. Throws UsageError with one line that says what is wrong and
/// where.
std::vector<Turn> order_from(std::string_view text);

/// Returns the shortest text of an order, with `between` between its lanes.
std::string to_text(std::span<const Turn> order, std::string_view between = "");

} // namespace interleave
