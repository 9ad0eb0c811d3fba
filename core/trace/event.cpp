#include "core/trace/lane.h"

#include <algorithm>
#include <cstring>

namespace interleave {

namespace {

constexpr std::int64_t greatest_time = (std::int64_t{1} << 47U) - 1;
constexpr std::int64_t greatest_value = (std::int64_t{1} << 47U) - 1;

/// Five words: time 32 | time 16, value 16 | value 32 | site | object 16, kind 8, detail 8.
constexpr std::int64_t signed_48(std::uint64_t bits) noexcept {
    return static_cast<std::int64_t>(bits << 16U) >> 16U;
}

} // namespace

Event::Event(std::int64_t time, EventKind kind, std::uint16_t object, std::uint64_t value, SiteId site,
             std::uint16_t detail) noexcept {
    const auto time_bits =
        static_cast<std::uint64_t>(std::clamp<std::int64_t>(time, -greatest_time, greatest_time));
    const auto value_bits = static_cast<std::uint64_t>(
        std::clamp<std::int64_t>(static_cast<std::int64_t>(value), -greatest_value - 1, greatest_value));
    words_[0] = static_cast<std::uint32_t>(time_bits);
    words_[1] = static_cast<std::uint32_t>((time_bits >> 32U) & 0xffffU) |
                static_cast<std::uint32_t>(value_bits >> 32U) << 16U;
    words_[2] = static_cast<std::uint32_t>(value_bits);
    words_[3] = site;
    words_[4] = object | static_cast<std::uint32_t>(kind) << 16U | static_cast<std::uint32_t>(detail) << 24U;
}

std::int64_t Event::time() const noexcept {
    return signed_48(std::uint64_t{words_[1] & 0xffffU} << 32U | words_[0]);
}
EventKind Event::kind() const noexcept {
    return static_cast<EventKind>((words_[4] >> 16U) & 0xffU);
}
std::uint16_t Event::object() const noexcept {
    return static_cast<std::uint16_t>(words_[4] & 0xffffU);
}
std::int64_t Event::value() const noexcept {
    return signed_48(std::uint64_t{words_[1] >> 16U} << 32U | words_[2]);
}
SiteId Event::site() const noexcept {
    return words_[3];
}
std::uint16_t Event::detail() const noexcept {
    return static_cast<std::uint16_t>(words_[4] >> 24U);
}

} // namespace interleave
