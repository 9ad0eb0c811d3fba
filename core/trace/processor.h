// SPDX-License-Identifier: GPL-3.0-or-later
// Which lane ran on one processor, and when, as far as the kernel told: 8 bytes a change, with running sums.
#pragma once

#include "core/event/record.h"
#include "core/trace/append_only.h"
#include "core/trace/time_bounds.h"

#include <cstddef>
#include <cstdint>

namespace interleave {

/// Stands in a Processor for "not known", where records are missing.
inline constexpr LaneId not_known_lane = no_lane - 1;

/// From `begin` to the next one the processor had `lane`: no_lane if none of the trace's lanes, be it idle or
/// used by others.
struct Occupied {
    std::int64_t begin; ///< ns since the session's origin
    LaneId lane;        ///< of the trace, no_lane, or not_known_lane

    bool operator==(const Occupied&) const = default;
};

/// Only one writer thread may call set(); any thread may call the rest.
class Processor {
public:
    /// Returns how many changes can be read now. It only grows.
    std::size_t size() const noexcept { return codes_.size(); }
    /// `index` must be below a size() seen by this thread. Neighbours differ in their lanes.
    Occupied operator[](std::size_t index) const noexcept {
        const std::uint64_t code = codes_[index];
        return {time_of(code), static_cast<LaneId>(code)};
    }
    /// Returns the index of the last change by `time`, or nowhere before the first one. `hint` is an index
    /// that is probably near.
    std::size_t last_at(std::int64_t time, std::size_t hint = 0) const noexcept;
    /// Returns for how many ns until `time` lanes of the trace were on it. `index` must be last_at(time).
    std::int64_t used_until(std::int64_t time, std::size_t index) const noexcept;

    std::size_t bytes() const noexcept { return codes_.bytes() + sums_.bytes(); }

    /// A time before the last one counts as the last one; the same lane again says nothing new. Throws
    /// std::bad_alloc.
    void set(std::int64_t time, LaneId lane);
    /// Returns the lane that it has at last, for the writer.
    LaneId lane() const noexcept { return last_.lane; }

private:
    static constexpr std::size_t block_size = 64; ///< changes between two stored sums
    static constexpr unsigned time_shift = 16;

    static std::int64_t time_of(std::uint64_t code) noexcept {
        return static_cast<std::int64_t>(code) >> time_shift;
    }

    AppendOnly<std::uint64_t> codes_;  ///< 48 bits of time, 16 of lane
    AppendOnly<std::int64_t, 8> sums_; ///< until the begin of change (index + 1) * block_size
    // Only the writer uses the members below.
    Occupied last_{-latest_time, not_known_lane};
    std::int64_t sum_ = 0; ///< until the last change
};

} // namespace interleave
