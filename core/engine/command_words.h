// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a command line that a person types where no shell is run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Splits it as a shell does: at spaces, with quotes and backslashes. Nothing is expanded. Throws UsageError
/// with one line if there are no words, if a quote is not closed, or if something that is not in quotes would
/// mean something to a shell, because the program would get other words than its user expects. A pure
/// function of bytes; the text may be of any encoding that has ASCII in it.
std::vector<std::string> words_of_command(std::string_view text);

} // namespace interleave
