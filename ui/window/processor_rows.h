// SPDX-License-Identifier: GPL-3.0-or-later
// Whether processors are shown besides lanes: what the menu says, and what fits the shown run.
#pragma once

namespace interleave {

class Navigation;
class ShownRun;
class WindowActions;
class WindowSettings;

/// Recordings of other programs show their processors, as the kernel's schedule is all that is known of them;
/// runs of scenarios do so if the user asked for it, which is remembered. All must outlive the action.
void connect_processor_rows(const WindowActions& actions, Navigation& navigation, const ShownRun& run,
                            WindowSettings& settings);

} // namespace interleave
