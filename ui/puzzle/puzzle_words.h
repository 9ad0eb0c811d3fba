// SPDX-License-Identifier: GPL-3.0-or-later
// What a check of a puzzle came to, in words.
#pragma once

#include "core/course/parsons.h"

#include <QString>

namespace interleave {

class PuzzleBoard;

/// Returns what is wrong first and why, or that nothing is and why each wrong line was one, as Markdown. It
/// is empty if nothing was checked since the last step.
QString verdict_of(const PuzzleBoard& board);

} // namespace interleave
