// SPDX-License-Identifier: GPL-3.0-or-later
// The named work and the tasks of lanes, as slices of rows beside those of their states.
#pragma once

#include "core/analysis/merged_records.h"
#include "core/file/chrome_layout.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace interleave {

/// Follows which work each lane is in, from the begin of the run on, and writes it once the part has begun.
/// One thread uses it.
class ChromeWork {
public:
    /// All must outlive it.
    ChromeWork(ChromeEventWriter& events, const Trace& trace, const TracePart& part, ChromeLayout& layout);

    /// Takes a record that begins or ends work or a task.
    void begin(const MergedRecord& record);
    void end(const MergedRecord& record);
    /// Ends all work of a lane, which has ended, or of which nothing is known from here on.
    void end_all(LaneId lane, std::int64_t time);
    /// Writes the work that the part begins with; from here on what begins and ends is written.
    void begin_part();
    /// Ends what is left at the end of its lane or of the part: a lane that was killed could not say so.
    void end_part();

private:
    static constexpr std::size_t most_work = 64; ///< of a lane at a time, as the lane itself knows it

    struct Work {
        ObjectId object;
        std::size_t row; ///< 0 where what begins is within all that has begun and not ended
        std::optional<std::int64_t> task;
    };
    struct LaneWork {
        std::vector<Work> work; ///< begun and not ended, the innermost last
        std::int64_t last_time = std::numeric_limits<std::int64_t>::min(); ///< of a begin or an end
    };

    bool is_shown(LaneId lane) const noexcept { return has_begun_ && part_.has_lane(lane); }
    void write_begin(LaneId lane, const Work& work, std::int64_t time);
    void write_end(LaneId lane, const Work& work, std::int64_t time);
    std::int64_t not_before_the_last(LaneId lane, std::int64_t time);

    ChromeEventWriter& events_;
    const Trace& trace_;
    const TracePart& part_;
    ChromeLayout& layout_;
    std::vector<LaneWork> lanes_; ///< by index of the lane
    bool has_begun_ = false;      ///< the part
};

} // namespace interleave
