// SPDX-License-Identifier: GPL-3.0-or-later
// Packs records into few bytes, and back. What is alike in them stands together, so that a general packer
// (zstd) finds it: which lane, the step in time, which shape (kind, detail, object and place together), the
// step of the value from the last one of its shape. docs/file-format.md describes the bytes.
#pragma once

#include "core/event/record.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// A block holds at most that many records, so that it is never longer than a block of a file may be.
inline constexpr std::size_t most_records_in_block = std::size_t{1} << 15U;

/// Packs records of one block after the other. One thread uses it.
class RecordPacker {
public:
    RecordPacker();

    /// Returns the bytes of at most most_records_in_block records.
    std::string_view pack(std::span<const TimedRecord> records);

private:
    struct Shape {
        ObjectId object;
        SiteId site;
        std::uint16_t kind;
        std::uint16_t detail;
        std::uint64_t last_value;
    };

    std::uint32_t shape_of(const TimedRecord& record);
    std::uint32_t lane_of(LaneId lane);
    void forget_shapes_and_lanes() noexcept;

    std::string bytes_;
    std::vector<Shape> shapes_;
    std::vector<std::uint32_t> shape_slots_; ///< of a hash table: number of the shape + 1, 0 for none
    std::vector<std::uint32_t> used_slots_;  ///< of shapes_, in their order
    std::vector<LaneId> lanes_;
    std::vector<std::uint32_t> lane_numbers_; ///< by LaneId: place in lanes_ + 1, 0 for none
    std::vector<std::uint16_t> lane_of_record_;
    std::vector<std::uint32_t> by_lane_;         ///< indexes of records, those of a lane together
    std::vector<std::uint16_t> shape_of_record_; ///< in the order of by_lane_
};

/// Appends a block's records to `records`. `count` is what the block's head says. The bytes are untrusted:
/// throws RunError, whose message follows "the block", for what no packer wrote. Kinds, lanes and objects may
/// be any numbers.
void unpack_records(std::string_view bytes, std::size_t count, std::vector<TimedRecord>& records);

} // namespace interleave
