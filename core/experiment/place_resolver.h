// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the places in machine code that a recorded program's records name into places in its source.
#pragma once

#include "core/event/record_sink.h"
#include "core/experiment/debug_information.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace interleave {

/// Stands between the collector and those that keep the records. A place that the preloaded library names
/// "/usr/bin/xz+0x12a4<0x5678" becomes the innermost line of a source file in it, and an object that is named
/// after where it lies or is used gets the name of its variable or that line. Without debugging information a
/// place keeps its innermost part as its name. Everything else passes as it is. To read that information for
/// the first time takes milliseconds, for a program of 100 MB some hundreds; the records wait in their rings
/// meanwhile. Only the collector's thread uses it.
class PlaceResolver final : public RecordSink {
public:
    /// `rest` must outlive this.
    explicit PlaceResolver(RecordSink& rest) noexcept : rest_(rest) {}

    void lane_appeared(const LaneInfo& lane) override { rest_.lane_appeared(lane); }
    void object_appeared(const ObjectInfo& object) override;
    void file_appeared(std::uint32_t number, const std::string& path) override;
    void records(std::span<const TimedRecord> batch) override;
    void time_reached(std::int64_t time) override { rest_.time_reached(time); }

private:
    /// What stands for a file that the program named.
    struct Known {
        std::uint32_t number = 0; ///< that the others know it by; 0 is unknown
        std::uint32_t line = 0;   ///< 0: that of the record
    };

    std::uint32_t number_of(const std::string& path);
    std::string name_of(const std::string& name);

    RecordSink& rest_;
    DebugInformation debug_;
    std::vector<Known> known_{1}; ///< by the number that records name the file by
    std::vector<std::string> places_{
        1}; ///< the same, as the program wrote them; empty for what has lines itself
    std::unordered_map<std::string, std::uint32_t> numbers_; ///< by path, as they are passed on
    std::vector<TimedRecord> batch_;
    bool changes_ = false; ///< whether any number or line is another one than before
};

} // namespace interleave
