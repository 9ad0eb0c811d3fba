// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the known name with the least edit distance, for messages with "did you mean".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// Returns the name that is nearest to `word`; empty if none is near enough.
std::string nearest_name(std::string_view word, std::span<const std::string> names);

/// Returns a line like "no scenario 'x'; did you mean 'y'?", or one that ends in "; known are a, b, c" if no
/// name is near.
std::string unknown_name(std::string_view what, std::string_view word, std::span<const std::string> names);

} // namespace interleave
