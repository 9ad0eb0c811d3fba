// SPDX-License-Identifier: GPL-3.0-or-later
// Says a deadlock in a sentence.
#pragma once

#include "core/trace/run_info.h"

#include <string>
#include <vector>

namespace interleave {

/// A lane of a ring waits for what the next one holds, the last one for what the first one holds.
struct RingStep {
    std::string lane;
    std::string object;
    std::string place{};        ///< where it waits; empty if it is not known
    bool waits_for_end = false; ///< of the next lane, which is the object
};

/// Returns the sentence that follows a ring to its begin, as below, of one step or more. A place at which all
/// of them wait is named once.
std::string ring_text(const std::vector<RingStep>& steps);

/// Returns for each ring of the run's outcome "worker 1 waits for lock B (two_locks.cpp:25), held by worker
/// 2, which waits for lock A (two_locks.cpp:31), held by worker 1", printable and in one line. It is empty
/// for a run without a deadlock.
std::vector<std::string> deadlock_texts(const RunInfo& info);

/// Returns the sentence for one element of the list RunInfo::outcome[deadlock_key], or its plain text if it
/// has another form.
std::string deadlock_text(const Value& ring);

} // namespace interleave
