// SPDX-License-Identifier: GPL-3.0-or-later
// Text as JSON has it, for documents that are too large to be built in memory first.
#pragma once

#include <string>
#include <string_view>

namespace interleave {

/// Returns the text in quotes, with what JSON cannot hold escaped. Bytes that are no well-formed UTF-8 become
/// U+FFFD, because the names in a file are anybody's.
std::string json_string(std::string_view text);

} // namespace interleave
