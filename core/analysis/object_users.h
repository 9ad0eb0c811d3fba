// SPDX-License-Identifier: GPL-3.0-or-later
// Who used an object: waited for it, held it, sent through it, or read or wrote it.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace interleave {

/// Returns the lanes that have an event of the object, in the order of their numbers. A lane is looked
/// through up to its first such event, so the call takes long for an object that few lanes of a long run
/// used: call it from the thread pool.
std::vector<LaneId> users_of(const Trace& trace, ObjectId object);

/// Whether the lane waited for others: for a lock, the GIL, a message, a result … A wait for the start or
/// the end of others is none, because nobody is held up by it.
bool has_waited(const Trace& trace, const Lane& lane);

} // namespace interleave
