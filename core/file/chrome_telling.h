// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a sink what a Chrome trace holds, after it was read and arranged.
#pragma once

#include "core/event/record_sink.h"
#include "core/file/chrome_arrangement.h"

#include <cstddef>
#include <cstdint>
#include <queue>
#include <vector>

namespace interleave {

/// One thread uses it.
class ChromeTelling {
public:
    /// `collection` must be arranged, and must outlive it. `origin` is the time of the file that becomes time
    /// 0.
    ChromeTelling(ChromeCollection& collection, std::vector<LaneInfo> lanes, std::int64_t origin);

    /// Announces lanes and objects with the first call, and passes on some thousand records with each.
    /// Returns false if there are no more.
    bool tell(RecordSink& sink);
    std::uint64_t record_count() const noexcept { return record_count_; }

private:
    /// A slice that was begun.
    struct OpenSlice {
        std::int64_t end;
        ObjectId name;
        LaneId lane;
        std::uint16_t row;
        /// The one that ends first comes first, and of those that end together the innermost.
        bool operator<(const OpenSlice& other) const noexcept {
            return end != other.end ? end > other.end : row < other.row;
        }
    };

    void announce(RecordSink& sink);
    void add(std::int64_t time, LaneId lane, EventKind kind, ObjectId object, std::uint64_t value);
    void end_first();
    void add_entry(const ChromeEntry& entry);

    ChromeCollection& collection_;
    std::vector<LaneInfo> lanes_;
    std::int64_t origin_;
    std::vector<ObjectId> object_of_name_;
    std::vector<ObjectId> object_of_counter_;
    std::vector<ChromeUnit> units_;
    std::size_t next_ = 0; ///< entry
    bool announced_ = false;
    std::priority_queue<OpenSlice> open_;
    std::vector<TimedRecord> batch_;
    std::uint64_t record_count_ = 0;
};

} // namespace interleave
