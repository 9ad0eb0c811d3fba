// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says: results on standard output, one line for an error on standard error.
#pragma once

#include <string>
#include <string_view>

namespace interleave {

/// Makes sure that descriptors 0, 1 and 2 are open, so that no file of ours becomes "standard output" by
/// getting its number. What was closed stays unusable: writing to it fails. Call first in main().
void open_standard_descriptors();

/// Writes all of it to standard output. A reader who went away (`| head`) is not an error. Throws RunError
/// where the words could not be written, as to a full disk.
void print(std::string_view text);

/// Writes one line to standard error, control characters replaced. Never throws.
void print_error(std::string_view line) noexcept;

/// The same for words that wipe and rewrite a terminal's line.
void write_to_terminal(std::string_view text) noexcept;

} // namespace interleave
