// SPDX-License-Identifier: GPL-3.0-or-later
// What the menu offers to see why something happened: arrows and the critical path.
#pragma once

#include "ui/view/view_context.h"

namespace interleave {

class WindowActions;

/// Connects the actions, and restores and remembers which arrows are shown. The context must outlive the
/// actions.
void connect_causes(const WindowActions& actions, const ViewContext& context);

} // namespace interleave
