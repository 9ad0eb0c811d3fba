// SPDX-License-Identifier: GPL-3.0-or-later
// What an object's family tells of it, in a sentence.
#pragma once

#include "ui/locks/run_waits.h"

#include <QString>

namespace interleave {

/// Returns what there is to say of an object of its kind beside who is to blame: Little's law of a queue, who
/// came last to a barrier, notifications of a condition that woke nobody, what readers and writers of a lock
/// did, the permits of a semaphore. Empty for others, and where the records do not tell.
QString family_sentence(const RunWaits& waits, const ObjectFigures& figures);

} // namespace interleave
