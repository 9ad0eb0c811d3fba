// SPDX-License-Identifier: GPL-3.0-or-later
// Makes slices of begins and ends: of a thread's, and of asynchronous operations.
#pragma once

#include "core/file/chrome_collection.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// An asynchronous operation with all that lies within it.
struct ChromeOperation {
    std::int64_t begin; ///< ns, as the file counts
    std::int64_t end;
    ChromeName name;
    std::uint16_t process;  ///< in which it began
    std::uint16_t rows = 1; ///< that its parts need
};

/// Sorts the entries by time, as far as they may be shown together: those of the stretch of 39 hours that
/// holds the most of them. Others are removed and counted. Returns the time of the first.
std::int64_t sort_by_time(ChromeCollection& collection);

/// Returns the time of the last entry, or of the last slice's end; what began and did not end lasts until
/// then.
std::int64_t last_time_of(const std::vector<ChromeEntry>& entries) noexcept;

/// Makes each begin of a thread a slice up to its end; ends become nothing. The entries must be sorted.
void pair_slices(ChromeCollection& collection, std::int64_t last_time);

/// Does the same for operations. Their slices and marks then have the operation's number with
/// ChromeEntry::operation_flag as their track, and the row within it. Operations are in order of their
/// begins.
std::vector<ChromeOperation> pair_operations(ChromeCollection& collection, std::int64_t last_time);

/// Gives the two ends of each arrow the same number. An end without the other one becomes nothing and is
/// counted. The entries must be sorted.
void pair_flows(ChromeCollection& collection);

} // namespace interleave
