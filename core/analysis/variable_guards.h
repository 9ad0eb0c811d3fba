// SPDX-License-Identifier: GPL-3.0-or-later
// Which locks guard which shared variables: those that every lane held whenever it used the variable. The
// idea is Eraser's lockset (Savage, Burrows, Nelson, Sobalvarro and Anderson 1997), with one difference: a
// read and the lane's next write of the variable are one use, because a lock that is let go between them does
// not keep another lane from writing in between.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// A lock that was held at uses of a variable.
struct GuardingLock {
    ObjectId lock;
    std::string name;
    std::uint64_t guarded; ///< uses during all of which the lock was held; 0 if it was held only for a part

    bool operator==(const GuardingLock&) const = default;
};

/// A variable that several lanes used in the same stretch of time.
struct VariableGuards {
    ObjectId variable;
    std::string name;
    std::uint64_t uses;              ///< while another lane used it, too; above 0
    std::vector<GuardingLock> locks; ///< in the order of their ids

    bool operator==(const VariableGuards&) const = default;
};

/// Whether the lock was held at every use.
bool guards(const GuardingLock& lock, const VariableGuards& variable) noexcept;

/// Returns the variables that several lanes used, in the order of their ids. What a lane does before the
/// others have begun to use a variable, or after they have ended, needs no lock and is not counted. A GIL is
/// not a lock in this sense: it may be let go between any two steps. Nothing is told of a variable that a
/// lane used of which records are missing, nor of one at which no lock was held and that no lane read and
/// then wrote, as it may be an atomic one; nor where a trace has more than `most_guard_events` events. A pure
/// function of the trace; any thread may call it.
std::vector<VariableGuards> variable_guards(const Trace& trace);

/// So that a report is made in less than a second.
inline constexpr std::size_t most_guard_events = 5'000'000;

} // namespace interleave
