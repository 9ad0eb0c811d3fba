// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a run on its way from one thread to another.
#pragma once

#include "core/event/record_sink.h"
#include "core/file/names_json.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace interleave {

/// Collects what a sink gets. One thread uses it at a time.
class RecordPortion final : public RecordSink {
public:
    void lane_appeared(const LaneInfo& lane) override { names_.lanes.push_back(lane); }
    void object_appeared(const ObjectInfo& object) override { names_.objects.push_back(object); }
    void file_appeared(std::uint32_t number, const std::string& path) override {
        names_.files.emplace_back(number, path);
    }
    void records(std::span<const TimedRecord> batch) override {
        records_.insert(records_.end(), batch.begin(), batch.end());
    }
    void time_reached(std::int64_t time) override { time_ = time; }

    /// Returns how many records it holds.
    std::size_t size() const noexcept { return records_.size(); }
    bool empty() const noexcept { return names_.empty() && records_.empty() && !time_; }

    /// Passes all on. Names come first, so each is announced before the records that have it.
    void pass_on_to(RecordSink& sink) const {
        for (const auto& [number, path] : names_.files)
            sink.file_appeared(number, path);
        for (const ObjectInfo& object : names_.objects)
            sink.object_appeared(object);
        for (const LaneInfo& lane : names_.lanes)
            sink.lane_appeared(lane);
        if (!records_.empty())
            sink.records(records_);
        if (time_)
            sink.time_reached(*time_);
    }
    /// Forgets all and keeps the memory.
    void clear() noexcept {
        names_ = {};
        records_.clear();
        time_.reset();
    }

private:
    NewNames names_;
    std::vector<TimedRecord> records_;
    std::optional<std::int64_t> time_;
};

} // namespace interleave
