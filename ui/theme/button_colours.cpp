// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/button_colours.h"

namespace interleave {

namespace {

/// Returns the first colour with a share of the second one in it.
QColor mixed(const QColor& first, const QColor& second, float share) {
    return QColor::fromRgbF(first.redF() + (second.redF() - first.redF()) * share,
                            first.greenF() + (second.greenF() - first.greenF()) * share,
                            first.blueF() + (second.blueF() - first.blueF()) * share);
}

/// Returns how much of another colour the ground takes on.
float emphasis(const ButtonState& state) {
    if (!state.is_enabled)
        return 0;
    return state.is_pressed ? 0.2F : state.is_hovered ? 0.1F : 0;
}

} // namespace

ButtonColours button_colours(const Theme& theme, const ButtonState& state) {
    const QColor& ground = state.is_checked ? theme.note : theme.background;
    const QColor& border = state.is_checked && state.is_enabled ? theme.accent : theme.border;
    return {mixed(state.is_enabled ? ground : theme.window, theme.accent, emphasis(state)), border,
            state.is_enabled ? theme.text : theme.muted};
}

ButtonColours filled_button_colours(const Theme& theme, const ButtonState& state) {
    if (!state.is_enabled)
        return button_colours(theme, state);
    // Towards the text's colour the ground moves away from that of the text upon it.
    const QColor ground = mixed(theme.accent, theme.text, emphasis(state));
    return {ground, ground, theme.on_accent};
}

} // namespace interleave
