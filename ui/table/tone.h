// SPDX-License-Identifier: GPL-3.0-or-later
// How a cell of a table is emphasized.
#pragma once

#include "ui/theme/theme.h"

#include <QColor>

#include <optional>

namespace interleave {

/// The words carry the meaning; the tone only adds weight and colour.
enum class Tone { plain, quiet, good, bad, link };

/// Returns the colour that a tone gives to words; none for plain ones. A pure function.
std::optional<QColor> colour_of(Tone tone, const Theme& theme);

} // namespace interleave
