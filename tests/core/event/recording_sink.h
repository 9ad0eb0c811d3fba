// SPDX-License-Identifier: GPL-3.0-or-later
// A sink that keeps all it is given, for tests of the collector.
#pragma once

#include "core/event/collector.h"

#include <string>
#include <vector>

namespace interleave::test {

class RecordingSink final : public RecordSink {
public:
    void lane_appeared(const LaneInfo& lane) override { lanes.push_back(lane); }
    void object_appeared(const ObjectInfo& object) override { objects.push_back(object); }
    void file_appeared(std::uint32_t number, const std::string& path) override {
        files.emplace_back(number, path);
    }
    void records(std::span<const TimedRecord> batch) override {
        received.insert(received.end(), batch.begin(), batch.end());
    }
    void time_reached(std::int64_t time) override { reached = time; }

    /// Returns the records of one lane in the order in which they were received.
    std::vector<TimedRecord> of_lane(LaneId lane) const {
        std::vector<TimedRecord> result;
        for (const TimedRecord& record : received) {
            if (record.lane == lane)
                result.push_back(record);
        }
        return result;
    }

    std::vector<LaneInfo> lanes;
    std::vector<ObjectInfo> objects;
    std::vector<std::pair<std::uint32_t, std::string>> files;
    std::vector<TimedRecord> received;
    std::int64_t reached = 0;
};

/// Returns the time of CLOCK_MONOTONIC_RAW now, for use as a collector's origin.
inline std::int64_t origin_now() {
    return static_cast<std::int64_t>(monotonic_raw_ns());
}

} // namespace interleave::test
