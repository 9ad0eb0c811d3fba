// SPDX-License-Identifier: GPL-3.0-or-later
// All views of the program. A new view is a folder of its own and a line here.
#pragma once

#include "ui/view/view.h"

#include <vector>

namespace interleave {

/// Returns the views in the order of the docks, of the menu View and of the Tab key. Titles are in the
/// language that is set when this is called. Any thread may call this, and it needs no application object.
std::vector<View> all_views();

} // namespace interleave
