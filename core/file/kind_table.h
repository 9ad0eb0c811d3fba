// SPDX-License-Identifier: GPL-3.0-or-later
// What tells of an object beside the waits for it, by its kind.
#pragma once

#include "core/file/run_tables.h"

namespace interleave {

/// Readers and writers of read-write locks, permits of semaphores, notifications of conditions, who came last
/// to barriers, messages and lengths of queues: a row for each such object. What its kind does not have is an
/// empty cell.
extern const RunTable kinds_table;

} // namespace interleave
