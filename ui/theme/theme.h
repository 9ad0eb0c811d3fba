// SPDX-License-Identifier: GPL-3.0-or-later
// The themes: one colour and a second sign per state, for light and dark screens and for print.
#pragma once

#include "core/trace/state.h"
#include "ui/theme/pattern.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace interleave {

enum class ThemeName { light, dark, print };

/// Reads "light", "dark" or "print"; returns nothing for any other word.
std::optional<ThemeName> theme_name_from(const QString& word);

enum class Outline : std::uint8_t { none, line, dashed };

/// How a part of a lane or an object is filled.
struct BandStyle {
    QColor fill;
    QColor ink; ///< of the pattern
    Pattern pattern = Pattern::solid;
    QColor outline;
    Outline outline_kind = Outline::none;
};

/// Number of a style: first the lane states by their own numbers, then the styles of objects and of what is
/// missing.
using StyleId = std::uint8_t;
constexpr StyleId style_of(LaneState state) noexcept {
    return static_cast<StyleId>(state);
}
inline constexpr StyleId held_style = state_count;
inline constexpr StyleId contended_style = state_count + 1;   ///< held while others wait
inline constexpr StyleId handing_off_style = state_count + 2; ///< nobody holds it, somebody waits
inline constexpr StyleId waiters_style = state_count + 3;
inline constexpr StyleId value_style = state_count + 4;
inline constexpr StyleId missing_style = state_count + 5;          ///< records are missing
inline constexpr StyleId missing_switches_style = state_count + 6; ///< switch records are missing
inline constexpr std::size_t style_count = state_count + 7;

struct Theme {
    ThemeName name = ThemeName::light;
    QColor background;
    QColor stripe; ///< behind every second row
    QColor text;
    QColor muted; ///< lesser text
    QColor grid;
    QColor accent; ///< cursor, selection, the chosen lane
    std::array<BandStyle, style_count> styles;

    const BandStyle& style(StyleId id) const noexcept { return styles[id]; }
    const BandStyle& style(LaneState state) const noexcept { return styles[style_of(state)]; }
};

/// Returns the theme of this name, which lives as long as the program.
const Theme& theme_of(ThemeName name);

/// Returns the light or the dark theme, whichever suits the palette.
const Theme& theme_for(const QPalette& palette);

/// Returns the contrast of two opaque colours from 1 (equal) to 21 (black and white), as WCAG 2 defines it.
double contrast(const QColor& first, const QColor& second) noexcept;

/// Returns the colour for text on a band: black or white, whichever can be read better.
QColor text_on(const BandStyle& style) noexcept;

} // namespace interleave
