// SPDX-License-Identifier: GPL-3.0-or-later
// The output of the program: results on standard output, and one line for an error on standard error.
#pragma once

#include <string>
#include <string_view>

namespace interleave {

/// Makes sure that descriptors 0, 1 and 2 are open, so that none of our files gets the number of standard
/// output. A descriptor that was closed stays unusable: writing to it fails. Call this first in main().
void open_standard_descriptors();

/// Writes the whole text to standard output. A reader that has ended (`| head`) is no error. Throws RunError
/// if the text could not be written, as to a full disk.
void print(std::string_view text);

/// Writes one line to standard error, with control characters replaced. Never throws.
void print_error(std::string_view line) noexcept;

/// Writes text to standard error as it is, for text that rewrites a line of a terminal.
void write_to_terminal(std::string_view text) noexcept;

} // namespace interleave
