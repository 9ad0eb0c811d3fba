// SPDX-License-Identifier: GPL-3.0-or-later
// The guardian of one run is a small process between host and engine. It makes sure that the run ends,
// whichever of them ends first.
#pragma once

namespace interleave {

/// Runs the guardian. It starts the engine, opens its gate, and ends it with all its descendants when the
/// host asks, when the host is gone, when the time limit passes, or when the engine's main process has ended.
/// Takes ownership of both descriptors. Returns the program's exit status. The process has one thread and no
/// children when this is called.
int guard_run(int control_descriptor, int region_descriptor);

} // namespace interleave
