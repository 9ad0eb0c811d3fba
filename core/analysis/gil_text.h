// SPDX-License-Identifier: GPL-3.0-or-later
// What a GIL did, in a few English lines for a terminal. The window has sentences of its own, which follow
// the user's language.
#pragma once

#include "core/analysis/gil_figures.h"

#include <string>

namespace interleave {

/// Returns one line for the GIL, and one for a convoy, each with its end. Times are left out unless
/// `is_whole`: records are missing, so that they cannot be told.
std::string gil_text(const GilFigures& gil, bool is_whole);

} // namespace interleave
