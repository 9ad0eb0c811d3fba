// SPDX-License-Identifier: GPL-3.0-or-later
// For "did you mean": the known name with the least edit distance.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// The name that is nearest to `word`; empty if none is near enough to be meant.
std::string nearest_name(std::string_view word, std::span<const std::string> names);

/// A line that says so: "no scenario 'x'; did you mean 'y'?", or with "; known are a, b, c" where none is
/// near.
std::string unknown_name(std::string_view what, std::string_view word, std::span<const std::string> names);

} // namespace interleave
