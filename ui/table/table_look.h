// SPDX-License-Identifier: GPL-3.0-or-later
// How all tables look, and what their keys do.
#pragma once

class QTableView;
class QString;

namespace interleave {

/// Gives a table flat headings, striped rows that are chosen as a whole, and leaves the Tab key to the
/// window.
void set_table_look(QTableView& table);

/// Paints words in the middle of a table that has no rows.
void paint_table_hint(QTableView& table, const QString& words);

} // namespace interleave
