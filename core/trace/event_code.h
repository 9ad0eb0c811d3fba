// SPDX-License-Identifier: GPL-3.0-or-later
// Packs an event into a few bytes, by its difference from the last event of its kind.
#pragma once

#include "core/trace/event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace interleave {

/// The state of encoder and decoder: what they know of the events before. Both start from the same time and
/// see the same events, so their states are equal.
class EventPredictor {
public:
    explicit EventPredictor(std::int64_t time = 0) noexcept : time_(time) {}
    void reset(std::int64_t time) noexcept {
        time_ = time;
        known_ = 0;
    }

    /// Returns the last event of this kind, or one of zeros.
    Event& last(EventKind kind) noexcept {
        const auto index = static_cast<std::size_t>(kind);
        Event& last = last_[index];
        const std::uint64_t bit = std::uint64_t{1} << index;
        if ((known_ & bit) == 0) {
            known_ |= bit;
            last = {0, 0, 0, 0, kind, 0};
        }
        return last;
    }
    std::int64_t& time() noexcept { return time_; }

private:
    static constexpr std::size_t kinds = static_cast<std::size_t>(EventKind::count_);
    static_assert(kinds <= 64, "six bits of an event's first byte tell its kind");

    std::int64_t time_;       ///< of the last event of any kind
    std::uint64_t known_ = 0; ///< kinds that there was an event of: saves clearing `last_`
    std::array<Event, kinds> last_;
};

/// The maximum of bytes that encode() touches: the longest event, and what it may write beyond it.
inline constexpr std::size_t longest_event_code = 26 + 8;

// The first byte holds the kind in six bits and the class of the time's step. The second byte holds flags of
// what differs from the last event of the kind and the class of the value's step. The two steps follow, then
// the members that differ. Numbers are in the machine's byte order, because they never leave it.
namespace event_code {

inline constexpr unsigned site_differs = 1;
inline constexpr unsigned object_differs = 2;
inline constexpr unsigned detail_differs = 4;
inline constexpr unsigned value_shift = 3;
inline constexpr unsigned time_shift = 6;

/// The classes of a time's step are 1, 2, 4 or 8 bytes. The classes of a value's step are 0 and +1 without
/// bytes, then those of the time.
inline constexpr std::array<std::uint8_t, 4> bytes_of_time{1, 2, 4, 8};
inline constexpr std::array<std::uint8_t, 6> bytes_of_value{0, 0, 1, 2, 4, 8};

/// Returns 0 to 3 without a branch, because the steps cannot be predicted.
constexpr unsigned class_of(std::uint64_t step) noexcept {
    return (step > 0xffU ? 1U : 0U) + (step > 0xffffU ? 1U : 0U) + (step > 0xffff'ffffU ? 1U : 0U);
}

template <typename Number>
void put(std::uint8_t*& to, Number number) noexcept {
    std::memcpy(to, &number, sizeof number);
    to += sizeof number;
}

template <typename Number>
Number take(const std::uint8_t*& from) noexcept {
    Number number;
    std::memcpy(&number, from, sizeof number);
    from += sizeof number;
    return number;
}

inline std::uint64_t take_of_class(unsigned size_class, const std::uint8_t*& from) noexcept {
    switch (size_class) {
    case 0:
        return *from++;
    case 1:
        return take<std::uint16_t>(from);
    case 2:
        return take<std::uint32_t>(from);
    default:
        return take<std::uint64_t>(from);
    }
}

} // namespace event_code

/// Writes `event` to `to` and returns its end. It may also write up to 8 bytes beyond that end. `event.kind`
/// must be below EventKind::count_.
inline std::uint8_t* encode(const Event& event, EventPredictor& predictor, std::uint8_t* to) noexcept {
    using namespace event_code;
    Event& last = predictor.last(event.kind);
    // The steps are unsigned, so that steps of any size wrap around correctly. A step back in time takes all
    // 8 bytes. A value decreases as often as it increases, so its sign goes to the lowest bit (zigzag).
    const std::uint64_t time =
        static_cast<std::uint64_t>(event.time) - static_cast<std::uint64_t>(predictor.time());
    const std::uint64_t step =
        static_cast<std::uint64_t>(event.value) - static_cast<std::uint64_t>(last.value);
    const std::uint64_t value = step << 1U ^ (std::uint64_t{0} - (step >> 63U));
    const unsigned time_class = class_of(time);
    const unsigned value_class = step <= 1 ? static_cast<unsigned>(step) : 2 + class_of(value);
    const unsigned differs = (event.site != last.site ? site_differs : 0U) |
                             (event.object != last.object ? object_differs : 0U) |
                             (event.detail != last.detail ? detail_differs : 0U);
    *to++ = static_cast<std::uint8_t>(static_cast<unsigned>(event.kind) | time_class << time_shift);
    *to++ = static_cast<std::uint8_t>(differs | value_class << value_shift);
    // The low bytes of a step come first. All 8 bytes are written, and the unused ones are overwritten.
    std::memcpy(to, &time, sizeof time);
    to += bytes_of_time[time_class];
    std::memcpy(to, &value, sizeof value);
    to += bytes_of_value[value_class];
    if (differs != 0) {
        if ((differs & site_differs) != 0)
            put(to, event.site);
        if ((differs & object_differs) != 0)
            put(to, event.object);
        if ((differs & detail_differs) != 0)
            put(to, event.detail);
    }
    // The members are copied one by one, because the processor stalls when it reads in one piece what was
    // just written in pieces.
    last.value = event.value;
    last.site = event.site;
    last.object = event.object;
    last.detail = event.detail;
    predictor.time() = event.time;
    return to;
}

/// Reads exactly the bytes that encode() wrote, and returns their end.
inline const std::uint8_t* decode(const std::uint8_t* from, EventPredictor& predictor,
                                  Event& event) noexcept {
    using namespace event_code;
    const unsigned first = *from++;
    const unsigned second = *from++;
    Event& last = predictor.last(static_cast<EventKind>(first & ((1U << time_shift) - 1)));
    const std::uint64_t time = take_of_class(first >> time_shift, from);
    const unsigned value_class = second >> value_shift;
    std::uint64_t step = value_class;
    if (value_class > 1) {
        const std::uint64_t value = take_of_class(value_class - 2, from);
        step = value >> 1U ^ (std::uint64_t{0} - (value & 1U));
    }
    last.time = static_cast<std::int64_t>(static_cast<std::uint64_t>(predictor.time()) + time);
    last.value = static_cast<std::int64_t>(static_cast<std::uint64_t>(last.value) + step);
    if ((second & site_differs) != 0)
        last.site = take<SiteId>(from);
    if ((second & object_differs) != 0)
        last.object = take<std::uint16_t>(from);
    if ((second & detail_differs) != 0)
        last.detail = take<std::uint16_t>(from);
    predictor.time() = last.time;
    event = last;
    return from;
}

} // namespace interleave
