// SPDX-License-Identifier: GPL-3.0-or-later
// The sizes of the window's frame: from which width on it is wide, and how wide its sides are.
#pragma once

class QWidget;

namespace interleave {

/// All in px, larger with a larger font.
struct FrameSizes {
    int wide_from; ///< the width of the window from which on the left side has room beside the picture
    int left;
    int right_if_wide; ///< lesson and code: 52 columns of code
    int right_if_narrow;

    /// Returns the width of the right side in a window of this width.
    int right_at(int width) const { return width >= wide_from ? right_if_wide : right_if_narrow; }
};

/// Returns the sizes for the window's font.
FrameSizes frame_sizes(const QWidget& window);

} // namespace interleave
