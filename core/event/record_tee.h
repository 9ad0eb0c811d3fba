// SPDX-License-Identifier: GPL-3.0-or-later
// Passes records on to two receivers.
#pragma once

#include "core/event/record_sink.h"

namespace interleave {

/// Only the collector's thread uses it. Both receivers must outlive it.
class RecordTee final : public RecordSink {
public:
    RecordTee(RecordSink& first, RecordSink& second) noexcept : first_(first), second_(second) {}

    void lane_appeared(const LaneInfo& lane) override {
        first_.lane_appeared(lane);
        second_.lane_appeared(lane);
    }
    void object_appeared(const ObjectInfo& object) override {
        first_.object_appeared(object);
        second_.object_appeared(object);
    }
    void file_appeared(std::uint32_t number, const std::string& path) override {
        first_.file_appeared(number, path);
        second_.file_appeared(number, path);
    }
    void records(std::span<const TimedRecord> batch) override {
        first_.records(batch);
        second_.records(batch);
    }
    void time_reached(std::int64_t time) override {
        first_.time_reached(time);
        second_.time_reached(time);
    }

private:
    RecordSink& first_;
    RecordSink& second_;
};

} // namespace interleave
