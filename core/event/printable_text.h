// SPDX-License-Identifier: GPL-3.0-or-later
// Makes text from an untrusted writer printable.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace interleave {

/// Returns the same text with every control character and every byte that is not well-formed UTF-8 replaced
/// by '?'.
std::string printable_text(std::string_view bytes);

/// Returns how many bytes the first character has, which `bytes` must not be without: 1 to 4, or 0 if they
/// are no well-formed UTF-8.
std::size_t utf8_length(std::string_view bytes) noexcept;

/// Returns whether all of it is well-formed UTF-8.
bool is_utf8(std::string_view bytes) noexcept;

/// Returns an error's line made printable and, if it is longer than a screen can show, without its middle:
/// what and where it was are told at its beginning, and the remedy at its end.
std::string error_line(std::string_view bytes);

} // namespace interleave
