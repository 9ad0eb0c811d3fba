// SPDX-License-Identifier: GPL-3.0-or-later
// Text as a field of CSV (RFC 4180), for spreadsheets and programs.
#pragma once

#include <string>
#include <string_view>

namespace interleave {

/// Returns the text as a field: quoted if a comma, a quote or a line break is in it. A spreadsheet takes a
/// field that begins with =, +, -, @, a tab or a carriage return for a formula, which may do anything, so an
/// apostrophe goes before it, as people write text there. Bytes that are no well-formed UTF-8 become U+FFFD.
/// It is for words; a number needs none of this.
std::string csv_field(std::string_view words);

} // namespace interleave
