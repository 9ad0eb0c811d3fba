// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of the buttons of tool bar and rail in each of their states.
#pragma once

#include "ui/theme/theme.h"

namespace interleave {

struct ButtonState {
    bool is_enabled = true;
    bool is_hovered = false; ///< by the pointer
    bool is_pressed = false;
    bool is_checked = false;
};

struct ButtonColours {
    QColor ground;
    QColor border;
    QColor text; ///< and icon
};

/// Returns the colours of a button that has a border. One that is checked has a pale accent.
ButtonColours button_colours(const Theme& theme, const ButtonState& state);
/// Returns the colours of the one button that is filled with the accent. While it cannot be pressed it is not
/// filled, so that nothing calls for a press in vain.
ButtonColours filled_button_colours(const Theme& theme, const ButtonState& state);

} // namespace interleave
