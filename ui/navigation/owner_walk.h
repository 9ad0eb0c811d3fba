// SPDX-License-Identifier: GPL-3.0-or-later
// Walks from a lane that waits to the lane that it waits for.
#pragma once

namespace interleave {

class Navigation;
class Trace;

/// Goes from the chosen lane, which waits at the cursor, to the lane that it waits for. Where no lane is
/// chosen, or there is no cursor, it goes to the lane that is stuck longest, in its wait, and the
/// next call leads on from there. Does nothing if nobody waits for another lane.
void go_to_owner(const Trace& trace, Navigation& navigation);

} // namespace interleave
