// SPDX-License-Identifier: GPL-3.0-or-later
// How often what grows in another thread is looked at.
#pragma once

namespace interleave {

/// Returns the time between two frames of the display in ms. Call it on the window's thread.
int display_interval_ms();

} // namespace interleave
