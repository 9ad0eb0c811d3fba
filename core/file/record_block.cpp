// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/record_block.h"

#include "core/event/error.h"
#include "core/file/file_block.h"
#include "core/file/varint.h"

#include <algorithm>
#include <cstring>

namespace interleave {

namespace {

constexpr std::size_t all_lanes = std::size_t{1} << 16U;
constexpr std::size_t slots = 4 * most_records_in_block; ///< at most a quarter is in use

/// The most bytes that a record needs, with a lane and a shape of its own: the table's entries, its two
/// numbers in two bytes each, time and value.
constexpr std::size_t most_bytes_of_record = 5 * longest_varint + 4 + 2 * longest_varint;
static_assert(most_records_in_block * most_bytes_of_record <= longest_block);

std::uint64_t mixed(std::uint64_t number) noexcept {
    number *= 0x9e3779b97f4a7c15U; // 2^64 divided by the golden ratio
    return number ^ number >> 32U;
}

/// Writes into memory that has room for all that will come.
class Writer {
public:
    explicit Writer(std::string& bytes) noexcept : begin_(bytes.data()), next_(begin_) {}
    void number(std::uint64_t number) noexcept { next_ = write_varint(next_, number); }
    void signed_number(std::int64_t signed_one) noexcept { number(zigzag(signed_one)); }
    void narrow(std::uint16_t small, bool wide) noexcept {
        *next_++ = static_cast<char>(small);
        if (wide)
            *next_++ = static_cast<char>(small >> 8U);
    }
    std::size_t size() const noexcept { return static_cast<std::size_t>(next_ - begin_); }

private:
    char* begin_;
    char* next_;
};

[[noreturn]] void refuse() {
    throw RunError("is packed in a way that no program packs records");
}

/// Reads what may be anything.
class Reader {
public:
    explicit Reader(std::string_view bytes) noexcept
        : next_(bytes.data())
        , end_(bytes.data() + bytes.size()) {}
    std::uint64_t number() {
        std::uint64_t number = 0;
        if (!read_varint(next_, end_, number))
            refuse();
        return number;
    }
    template <typename Number>
    Number number_of() {
        const std::uint64_t wide = number();
        if (wide > static_cast<Number>(~Number{0}))
            refuse();
        return static_cast<Number>(wide);
    }
    std::int64_t signed_number() { return from_zigzag(number()); }
    /// Takes `count` numbers of one or two bytes, each below `limit`.
    void narrow(std::vector<std::uint16_t>& numbers, std::size_t count, std::size_t limit) {
        const bool wide = limit > 256;
        if (static_cast<std::size_t>(end_ - next_) < (wide ? 2 * count : count))
            refuse();
        numbers.resize(count);
        std::size_t greatest = 0;
        for (std::uint16_t& small : numbers) {
            small = static_cast<unsigned char>(*next_++);
            if (wide)
                small = static_cast<std::uint16_t>(small | static_cast<unsigned char>(*next_++) << 8U);
            greatest = std::max<std::size_t>(greatest, small);
        }
        if (count > 0 && greatest >= limit)
            refuse();
    }
    bool at_end() const noexcept { return next_ == end_; }

private:
    const char* next_;
    const char* end_;
};

/// Adds without the undefined overflow of signed numbers.
std::int64_t sum(std::int64_t first, std::int64_t second) noexcept {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + static_cast<std::uint64_t>(second));
}
std::int64_t difference(std::int64_t first, std::int64_t second) noexcept {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(second));
}

/// Fills `by_lane` with the indexes of the records, those of a lane together and in their order.
void group_by_lane(const std::vector<std::uint16_t>& lane_of_record, std::size_t lanes,
                   std::vector<std::uint32_t>& by_lane) {
    std::vector<std::uint32_t> next(lanes + 1, 0);
    for (const std::uint16_t lane : lane_of_record)
        ++next[lane + std::size_t{1}];
    for (std::size_t lane = 1; lane <= lanes; ++lane)
        next[lane] += next[lane - 1];
    by_lane.resize(lane_of_record.size());
    for (std::size_t i = 0; i < lane_of_record.size(); ++i)
        by_lane[next[lane_of_record[i]]++] = static_cast<std::uint32_t>(i);
}

} // namespace

RecordPacker::RecordPacker() : shape_slots_(slots, 0), lane_numbers_(all_lanes, 0) {}

std::uint32_t RecordPacker::shape_of(const TimedRecord& record) {
    const auto kind = static_cast<std::uint16_t>(record.kind);
    const std::uint64_t first = std::uint64_t{record.object} << 32U | record.site;
    const std::uint64_t second = std::uint64_t{kind} << 16U | record.detail;
    for (std::size_t slot = mixed(first + mixed(second)) % slots;; slot = (slot + 1) % slots) {
        const std::uint32_t number = shape_slots_[slot];
        if (number == 0) {
            shapes_.push_back({record.object, record.site, kind, record.detail, 0});
            used_slots_.push_back(static_cast<std::uint32_t>(slot));
            shape_slots_[slot] = static_cast<std::uint32_t>(shapes_.size());
            return static_cast<std::uint32_t>(shapes_.size() - 1);
        }
        const Shape& shape = shapes_[number - 1];
        if (shape.object == record.object && shape.site == record.site && shape.kind == kind &&
            shape.detail == record.detail)
            return number - 1;
    }
}

std::uint32_t RecordPacker::lane_of(LaneId lane) {
    std::uint32_t& number = lane_numbers_[lane];
    if (number == 0) {
        lanes_.push_back(lane);
        number = static_cast<std::uint32_t>(lanes_.size());
    }
    return number - 1;
}

void RecordPacker::forget_shapes_and_lanes() noexcept {
    for (const std::uint32_t slot : used_slots_)
        shape_slots_[slot] = 0;
    used_slots_.clear();
    shapes_.clear();
    for (const LaneId lane : lanes_)
        lane_numbers_[lane] = 0;
    lanes_.clear();
}

std::string_view RecordPacker::pack(std::span<const TimedRecord> records) {
    forget_shapes_and_lanes();
    lane_of_record_.clear();
    for (const TimedRecord& record : records)
        lane_of_record_.push_back(static_cast<std::uint16_t>(lane_of(record.lane)));
    group_by_lane(lane_of_record_, lanes_.size(), by_lane_);
    shape_of_record_.clear();
    for (const std::uint32_t i : by_lane_)
        shape_of_record_.push_back(static_cast<std::uint16_t>(shape_of(records[i])));

    if (const std::size_t room = 2 * longest_varint + records.size() * most_bytes_of_record;
        bytes_.size() < room)
        bytes_.resize(room);
    Writer out(bytes_);
    out.number(lanes_.size());
    for (const LaneId lane : lanes_)
        out.number(lane);
    out.number(shapes_.size());
    for (const Shape& shape : shapes_) {
        out.number(shape.kind);
        out.number(shape.detail);
        out.number(shape.object);
        out.number(shape.site);
    }
    for (const std::uint16_t lane : lane_of_record_)
        out.narrow(lane, lanes_.size() > 256);
    for (const std::uint16_t shape : shape_of_record_)
        out.narrow(shape, shapes_.size() > 256);
    std::int64_t time = 0;
    for (const TimedRecord& record : records) {
        out.signed_number(difference(record.time, time));
        time = record.time;
    }
    for (std::size_t k = 0; k < records.size(); ++k) {
        Shape& shape = shapes_[shape_of_record_[k]];
        const std::uint64_t value = records[by_lane_[k]].value;
        out.number(zigzag(static_cast<std::int64_t>(value - shape.last_value)));
        shape.last_value = value;
    }
    return std::string_view(bytes_).substr(0, out.size());
}

void unpack_records(std::string_view bytes, std::size_t count, std::vector<TimedRecord>& records) {
    struct Shape {
        ObjectId object;
        SiteId site;
        EventKind kind;
        std::uint16_t detail;
        std::uint64_t last_value;
    };
    if (count > most_records_in_block)
        refuse();
    Reader in(bytes);
    const std::uint64_t lane_count = in.number();
    if (lane_count > count)
        refuse();
    std::vector<LaneId> lanes;
    for (std::uint64_t i = 0; i < lane_count; ++i)
        lanes.push_back(in.number_of<LaneId>());
    const std::uint64_t shape_count = in.number();
    if (shape_count > count)
        refuse();
    std::vector<Shape> shapes;
    for (std::uint64_t i = 0; i < shape_count; ++i) {
        const auto kind = static_cast<EventKind>(in.number_of<std::uint16_t>());
        const auto detail = in.number_of<std::uint16_t>();
        const auto object = in.number_of<ObjectId>();
        shapes.push_back({object, in.number_of<SiteId>(), kind, detail, 0});
    }
    std::vector<std::uint16_t> lane_of_record;
    in.narrow(lane_of_record, count, lanes.size());
    std::vector<std::uint16_t> shape_of_record;
    in.narrow(shape_of_record, count, shapes.size());
    std::vector<std::uint32_t> by_lane;
    group_by_lane(lane_of_record, lanes.size(), by_lane);

    const std::size_t first = records.size();
    records.resize(first + count);
    const std::span unpacked = std::span(records).subspan(first);
    std::int64_t time = 0;
    for (std::size_t i = 0; i < count; ++i) {
        time = sum(time, in.signed_number());
        unpacked[i].time = time;
        unpacked[i].lane = lanes[lane_of_record[i]];
        unpacked[i].flags = 0;
    }
    for (std::size_t k = 0; k < count; ++k) {
        Shape& shape = shapes[shape_of_record[k]];
        shape.last_value += static_cast<std::uint64_t>(in.signed_number());
        TimedRecord& record = unpacked[by_lane[k]];
        record.value = shape.last_value;
        record.object = shape.object;
        record.site = shape.site;
        record.kind = shape.kind;
        record.detail = shape.detail;
    }
    if (!in.at_end())
        refuse();
}

} // namespace interleave
