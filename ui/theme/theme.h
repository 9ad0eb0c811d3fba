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

/// `top` is a line along the top only, at any height: for numbers drawn as steps.
enum class Outline : std::uint8_t { none, line, dashed, top };

/// How a part of a lane or an object is filled.
struct BandStyle {
    QColor fill;
    QColor ink; ///< of the pattern
    Pattern pattern = Pattern::solid;
    QColor outline;
    Outline outline_kind = Outline::none;
    QColor text; ///< on the fill
};

/// Number of a style: first the lane states by their own numbers, then the styles of objects and of what is
/// missing.
using StyleId = std::uint8_t;
constexpr StyleId style_of(LaneState state) noexcept {
    return static_cast<StyleId>(state);
}
inline constexpr StyleId held_style = state_count;
inline constexpr StyleId contended_style = state_count + 1;     ///< held while others wait
inline constexpr StyleId contended_gil_style = state_count + 2; ///< the same of a GIL
inline constexpr StyleId handing_off_style = state_count + 3;   ///< nobody holds it, somebody waits
inline constexpr StyleId handing_off_gil_style = state_count + 4;
inline constexpr StyleId waiters_style = state_count + 5;
inline constexpr StyleId gil_waiters_style = state_count + 6;
inline constexpr StyleId value_style = state_count + 7;
inline constexpr StyleId value_change_style = state_count + 8;      ///< where a variable is written
inline constexpr StyleId lost_value_style = state_count + 9;        ///< the write lost another lane's update
inline constexpr StyleId missing_style = state_count + 10;          ///< records are missing
inline constexpr StyleId missing_switches_style = state_count + 11; ///< switch records are missing
inline constexpr std::size_t style_count = state_count + 12;

struct Theme {
    ThemeName name = ThemeName::light;
    QColor background;
    QColor stripe; ///< behind every second row
    QColor window; ///< around panels, behind controls
    QColor border; ///< of panels and controls
    QColor grid;
    QColor axis;
    QColor text;
    QColor muted;     ///< lesser text
    QColor accent;    ///< cursor, selection, focus
    QColor on_accent; ///< text
    QColor note;      ///< ground of what is said beside the picture: a pale accent
    QColor chosen;    ///< ground of the chosen row
    QColor doubt;     ///< text of what is not certain, or of the past
    QColor doubt_ground;
    QColor error; ///< only for what went wrong
    QColor error_ground;
    QColor on_error; ///< text
    QColor good;     ///< of a claim that holds
    QColor critical_path;
    QColor arrow;   ///< from what let a lane go on to where it went on
    BandStyle read; ///< of an event's plate; any event that is no write has it
    BandStyle write;
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

} // namespace interleave
