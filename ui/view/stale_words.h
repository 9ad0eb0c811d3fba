// SPDX-License-Identifier: GPL-3.0-or-later
// Words beside a table or a chart that fade with it when the run becomes one of the past.
#pragma once

class QLabel;

namespace interleave {

/// Shows the label's words as those of the past, or as present ones again. While they are of the past this is
/// to be called again after a change of the theme.
void show_stale(QLabel& label, bool is_stale);

} // namespace interleave
