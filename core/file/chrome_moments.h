// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's records say moment by moment, as Chrome trace events: work, values, marks and printed lines,
// missing records, and flows between lanes.
#pragma once

#include "core/analysis/merged_records.h"
#include "core/analysis/wait_links.h"
#include "core/file/chrome_layout.h"
#include "core/file/chrome_work.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// One thread uses it.
class ChromeMoments {
public:
    /// All must outlive it.
    ChromeMoments(ChromeEventWriter& events, const Trace& trace, const TracePart& part, ChromeLayout& layout);

    /// Takes the next record of all lanes, from the begin of the run on: what is before the part says which
    /// work and which values it begins with.
    void take(const MergedRecord& record);
    /// Call it once, after the last record.
    void end();

    std::uint64_t forgotten_messages() const noexcept { return links_.forgotten_messages(); }

private:
    /// The last moment of a lane that was written as the begin of a flow.
    struct Cause {
        std::int64_t time = 0;
        EventKind kind = EventKind::none;
    };

    void begin_part();
    void take_of_lane(const MergedRecord& record);
    void take_value(const Event& event);
    void write_value(ObjectId object, std::int64_t time);
    void write_link(const WaitLink& link);
    void write_cause(const WaitLink& link);
    void write_missing(const MergedRecord& record);
    std::string place_argument(SiteId site) const;

    ChromeEventWriter& events_;
    const Trace& trace_;
    const TracePart& part_;
    ChromeLayout& layout_;
    WaitLinks links_;
    ChromeWork work_;
    std::vector<Cause> causes_;                       ///< by index of the lane
    std::vector<std::optional<std::int64_t>> values_; ///< by object, as far as they are known
    bool has_begun_ = false;                          ///< the part
    std::uint64_t flows_ = 0;
};

} // namespace interleave
