// SPDX-License-Identifier: GPL-3.0-or-later
// The program's look: that of the desktop, or light or dark by the user's choice.
#pragma once

#include <QPalette>
#include <QString>

namespace interleave {

enum class Look { system, light, dark };

/// Reads "system", "light" or "dark", as saved in the settings; any other word is `system`.
Look look_from(const QString& name);
QString name_of(Look look);

QPalette light_palette();
QPalette dark_palette();

/// True if the palette's text is lighter than its background (Qt 6.4 has no colour scheme to ask for).
bool is_dark(const QPalette& palette);

/// Sets style and palette of the whole application. `system` keeps those of the desktop, with the light
/// palette where the desktop has none. The others need a style that uses palettes: Fusion, if the platform's
/// own does not.
void apply_look(Look look);

} // namespace interleave
