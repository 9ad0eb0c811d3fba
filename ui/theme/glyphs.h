// SPDX-License-Identifier: GPL-3.0-or-later
// The few signs on the tool bar, drawn in the palette's colours at any size, so that they follow light and
// dark.
#pragma once

#include <QIcon>

namespace interleave {

enum class Glyph { run, stop, follow, tick, picture, presenter };

QIcon glyph_icon(Glyph glyph);

} // namespace interleave
