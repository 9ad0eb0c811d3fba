// SPDX-License-Identifier: GPL-3.0-or-later
// A table as JSON, for programs that read it.
#pragma once

#include "ui/table/table.h"

#include <QByteArray>

namespace interleave {

/// Returns a list of an object for each row, whose names are the titles of the columns, in their order. A
/// number is one in JSON with the digits that the table shows, whatever the locale; a dash that stands for no
/// figure is null, and all else is a string.
QByteArray to_json_text(const Table& table);

} // namespace interleave
