// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a puzzle as rich text: its task, and what a check came to.
#pragma once

#include "core/course/parsons.h"

#include <QString>

namespace interleave {

class PuzzleBoard;

/// Returns a line of the problem with its code in letters of one width. Markdown's own code would keep the
/// size of its letters where the others grow.
QString rich_text(const std::string& line);

/// Returns what is wrong first and why, or that nothing is and why each wrong line was one. It is empty if
/// nothing was checked since the last step.
QString verdict_of(const PuzzleBoard& board);

} // namespace interleave
