// SPDX-License-Identifier: GPL-3.0-or-later
// Where a long line of code is broken.
#pragma once

#include <QString>

namespace interleave {

/// Returns where the part of a line that begins at `start` ends, so that it has room in this many columns, of
/// which there must be one. It ends after a space if that fills a good deal of the room, else after a bracket
/// or a comma or before a dot or an arrow; only a word that is longer than the room is cut. A space at the
/// end may stand outside of the room.
qsizetype end_of_part(const QString& text, qsizetype start, qsizetype columns);

} // namespace interleave
