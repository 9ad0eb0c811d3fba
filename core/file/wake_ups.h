// SPDX-License-Identifier: GPL-3.0-or-later
// Who woke whom: the wake-ups that a trace shows, and the lane whose record was it.
#pragma once

#include "core/analysis/merged_records.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <queue>
#include <span>
#include <vector>

namespace interleave {

struct WakeUp {
    std::int64_t time; ///< ns since the trace's time 0
    LaneId woken;
    std::optional<std::uint16_t> target; ///< the CPU on which it ran next; none if it never did
};

/// Follows the lanes' states along with the records. A lane is woken where it waits and is then ready. One
/// thread uses it.
class WakeUps {
public:
    /// `lanes` are indexes of the trace's lanes whose wake-ups are wanted.
    WakeUps(const Trace& trace, std::span<const std::size_t> lanes, std::int64_t from, std::int64_t until);

    /// Returns the next wake-up that this record is, which must come in order of time. Call it until it
    /// returns none.
    std::optional<WakeUp> next_by(const MergedRecord& record);
    /// Returns how many wake-ups so far were no record's.
    std::uint64_t unexplained() const noexcept { return unexplained_; }

private:
    struct Due {
        std::int64_t time;
        std::size_t lane;
        std::size_t segment;
        ObjectId object; ///< that it waits for
    };
    struct IsLater {
        bool operator()(const Due& a, const Due& b) const noexcept {
            return a.time != b.time ? a.time > b.time : a.lane > b.lane;
        }
    };

    void find_next(std::size_t lane, std::size_t segment);
    std::optional<std::uint16_t> next_cpu(std::size_t lane, std::int64_t time);
    bool is_by(const Due& due, const MergedRecord& record) const noexcept;

    const Trace& trace_;
    std::int64_t until_;
    std::priority_queue<Due, std::vector<Due>, IsLater> due_;
    std::vector<std::size_t> next_in_; ///< by lane, in its switches
    std::uint64_t unexplained_ = 0;
};

} // namespace interleave
