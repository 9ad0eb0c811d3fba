// SPDX-License-Identifier: GPL-3.0-or-later
// The icons of tool bar, rail and replay, drawn in the palette's colours at any size, so that they suit light
// and dark.
#pragma once

#include <QIcon>

namespace interleave {

enum class Glyph {
    run,
    stop,
    follow,
    tick,
    picture,
    presenter,
    list,
    sliders,
    arrow,
    pause,
    to_begin,
    step_back,
    step_forward,
    to_end,
    close,
    replay,
};

QIcon glyph_icon(Glyph glyph);

} // namespace interleave
