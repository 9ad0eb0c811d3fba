// SPDX-License-Identifier: GPL-3.0-or-later
// How often a lane left its processor, and how often it came to another one, as far as the kernel told.
#pragma once

#include "core/trace/lane.h"

#include <cstdint>

namespace interleave {

struct SwitchCounts {
    std::uint64_t switches = 0;    ///< how often it left a processor, but for its end
    std::uint64_t preemptions = 0; ///< of these, those where it could have gone on
    std::uint64_t migrations = 0;  ///< how often it came to another processor than the one it was on last

    bool operator==(const SwitchCounts&) const = default;
};

/// Counts what the kernel reported of the lane within [from, until). Where a record is missing it is not
/// known on which processor the lane is, so what comes next is no migration. Any thread may call it.
SwitchCounts switch_counts(const Lane& lane, std::int64_t from, std::int64_t until);

} // namespace interleave
