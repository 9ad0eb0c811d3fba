// SPDX-License-Identifier: GPL-3.0-or-later
// A table as a file that spreadsheets and programs read.
#pragma once

#include "ui/table/table.h"

#include <QByteArray>

namespace interleave {

/// Returns the table as CSV (RFC 4180, UTF-8): a line of titles, then the rows in their order. Numbers have
/// their digits without grouping and with a point, whatever the locale shows, because programs read them so.
/// A dash that stands for no figure is an empty field. Words that a spreadsheet would take for a formula are
/// harmless.
QByteArray to_csv(const Table& table);

} // namespace interleave
