// SPDX-License-Identifier: GPL-3.0-or-later
// The families of objects that lanes wait for: those of one family have the same figures.
#pragma once

#include "ui/locks/run_waits.h"
#include "ui/table/table.h"

#include <QString>

#include <vector>

namespace interleave {

enum class WaitFamily { locks, shared_locks, semaphores, conditions, barriers, queues, joins };

/// The kind must be one that a lane can wait for.
WaitFamily family_of(ObjectKind kind) noexcept;

/// Returns the families that the run has objects of, that of the most costly object first.
std::vector<WaitFamily> families_of(const RunWaits& waits);

/// Returns "Locks", "Semaphores" …
QString title_of(WaitFamily family);

/// Returns the objects of the family, the most costly first.
std::vector<const ObjectFigures*> members_of(const RunWaits& waits, WaitFamily family);

/// Returns the table that fits the family, a row for each object in the same order. The first cell of a row
/// has the object's number as its name.
Table family_table(const RunWaits& waits, WaitFamily family);

/// Returns what only this family has of it, for a picture, which has the rest otherwise. It has no columns
/// for plain locks.
Table own_table(const RunWaits& waits, WaitFamily family);

} // namespace interleave
