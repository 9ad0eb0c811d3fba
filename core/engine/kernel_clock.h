// SPDX-License-Identifier: GPL-3.0-or-later
// Relates the clock that the kernel stamps its switch records with to this program's.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave {

/// Returns the ns that a time namespace adds to the monotonic clocks of this process, from the text of
/// /proc/self/timens_offsets; 0 if it names none.
std::int64_t namespace_offset_ns(std::string_view timens_offsets);

/// The moments between which something happened on this program's clock, and the stamp that the kernel gave
/// it; ns.
struct StampedMoment {
    std::int64_t before;
    std::int64_t after;
    std::int64_t stamp;
};

/// Returns what must be added to the kernel's stamps: 0, or the offset of the namespace, if that puts the
/// stamp between the moments; none if neither does, because the two clocks are then unrelated.
std::optional<std::int64_t> offset_of_stamps(const StampedMoment& moment,
                                             std::int64_t namespace_offset) noexcept;

/// Lets the kernel stamp a switch of the calling thread, which sleeps for that, and returns the offset of the
/// stamps. It is none if the kernel gave no buffer for that, and errno says why; or if it delivered no record
/// or another clock's, and errno is 0.
std::optional<std::int64_t> measure_kernel_clock_offset();

} // namespace interleave
