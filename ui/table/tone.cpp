// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/tone.h"

namespace interleave {

std::optional<QColor> colour_of(Tone tone, const Theme& theme) {
    switch (tone) {
    case Tone::plain:
        break;
    case Tone::quiet:
        return theme.muted;
    case Tone::good:
        return theme.good;
    case Tone::bad:
        return theme.error;
    case Tone::link:
        return theme.accent;
    }
    return std::nullopt;
}

} // namespace interleave
