// SPDX-License-Identifier: GPL-3.0-or-later
// A table as a file: CSV or JSON, by the file's extension.
#pragma once

#include "ui/table/table.h"

#include <string>

namespace interleave {

/// Whether the path's extension, in capitals or not, is one of a table: .csv or .json.
bool is_table_path(const std::string& path);

/// Writes the table whole or not at all, in the form that the extension names. Throws RunError with one line
/// if the file cannot be written.
void write_table(const Table& table, const std::string& path);

} // namespace interleave
