// SPDX-License-Identifier: GPL-3.0-or-later
// What to say of a file that cannot be written.
#pragma once

#include <string>

namespace interleave {

/// Returns one line that names the file, the reason and the remedy. `error` is an errno.
std::string write_error_text(const std::string& path, int error);

/// Throws the RunError with this line.
[[noreturn]] void throw_write_error(const std::string& path, int error);

} // namespace interleave
