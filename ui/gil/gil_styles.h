// SPDX-License-Identifier: GPL-3.0-or-later
// How holding a lock and waiting for it look: a GIL in colours of its own.
#pragma once

#include "core/event/record.h"
#include "ui/theme/theme.h"

namespace interleave {

/// Returns how it looks while a lane holds it, and others want it or not.
inline StyleId held_style_of(ObjectKind kind, bool is_wanted) {
    if (!is_wanted)
        return held_style;
    return kind == ObjectKind::gil ? contended_gil_style : contended_style;
}

/// Returns how a lane looks that waits for it.
inline StyleId wait_style_of(ObjectKind kind) {
    return style_of(kind == ObjectKind::gil ? LaneState::waiting_gil : LaneState::waiting_lock);
}

} // namespace interleave
