// SPDX-License-Identifier: GPL-3.0-or-later
// Text from an untrusted writer, made fit to print.
#pragma once

#include <string>
#include <string_view>

namespace interleave {

/// The same text with every control character and every byte that is not well-formed UTF-8 replaced by '?'.
std::string printable_text(std::string_view bytes);

} // namespace interleave
