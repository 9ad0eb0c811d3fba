// SPDX-License-Identifier: GPL-3.0-or-later
// The actions that move the timeline's view, for people who look for them in a menu.
#pragma once

namespace interleave {

class Navigation;
class ShownRun;
class WindowActions;

/// Connects the actions with the navigation, and enables them while a run is shown. All must outlive the
/// actions.
void connect_moves(const WindowActions& actions, Navigation& navigation, const ShownRun& run);

} // namespace interleave
