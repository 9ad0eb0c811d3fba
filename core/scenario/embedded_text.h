// SPDX-License-Identifier: GPL-3.0-or-later
// A text that every program carries, with and without Qt.
#pragma once

#include <string_view>

namespace interleave {

/// The text of a file of resources/.
struct EmbeddedText {
    std::string_view name; ///< of the file, without folder and ending: the name of a scenario
    std::string_view text;
};

} // namespace interleave
