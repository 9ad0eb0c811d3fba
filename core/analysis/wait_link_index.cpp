// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_link_index.h"

#include "core/event/session_layout.h"

#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace interleave {

namespace {

constexpr std::int64_t first_time = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t records_between_looks = 65'536;

} // namespace

WaitLinkIndex::WaitLinkIndex(const Trace& trace)
    : trace_(trace)
    , follower_(trace)
    , lanes_(max_lanes)
    , end_(first_time) {}

WaitLinkIndex::~WaitLinkIndex() {
    for (const std::atomic<OfLane*>& lane : lanes_)
        delete lane.load(std::memory_order_relaxed);
}

void WaitLinkIndex::add(const WaitLink& link) {
    std::atomic<OfLane*>& place = lanes_[link.effect.lane];
    if (place.load(std::memory_order_relaxed) == nullptr)
        place.store(new OfLane, std::memory_order_release); // NOLINT(cppcoreguidelines-owning-memory)
    OfLane& lane = *place.load(std::memory_order_relaxed);
    const std::size_t in_block = lane.links.size() % block_size;
    lane.first_cause = in_block == 0 ? link.cause.time : std::min(lane.first_cause, link.cause.time);
    const auto flags = static_cast<std::uint8_t>((link.message ? IndexedLink::is_message : 0) |
                                                 (link.since ? IndexedLink::ended_wait : 0) |
                                                 (link.is_named ? IndexedLink::is_named : 0));
    lane.links.push_back({link.since.value_or(link.effect.time), link.cause.time, link.effect.time,
                          link.cause.lane, static_cast<std::uint16_t>(link.object),
                          static_cast<std::uint8_t>(link.cause.kind),
                          static_cast<std::uint8_t>(link.effect.kind), flags, 0});
    if (in_block == block_size - 1)
        lane.first_causes.push_back(lane.first_cause);
    size_.store(size_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

void WaitLinkIndex::extend(bool is_over, const std::function<bool(double)>& go_on) {
    const std::int64_t from = end();
    const std::int64_t until = is_over ? std::numeric_limits<std::int64_t>::max() : trace_.time_end();
    if (until <= from)
        return;
    std::vector<std::size_t> lanes(trace_.lane_count());
    std::iota(lanes.begin(), lanes.end(), std::size_t{0});
    MergedRecords records(trace_, lanes, {.from = from, .until = until, .with_switches = false});
    const auto begin = static_cast<double>(std::max<std::int64_t>(from, 0));
    const double length = static_cast<double>(trace_.time_end()) - begin;
    std::size_t taken = 0;
    std::int64_t last = from;
    for (MergedRecord record; records.next(record);) {
        // A stop must not part records of one moment, because the next call begins with a moment.
        const bool begins_moment = record.event.time > std::exchange(last, record.event.time);
        if (go_on && ++taken >= records_between_looks && begins_moment) {
            taken = 0;
            end_.store(record.event.time, std::memory_order_release);
            if (!go_on(std::clamp((static_cast<double>(record.event.time) - begin) / length, 0.0, 1.0)))
                return;
        }
        if (const auto link = follower_.take(record))
            add(*link);
    }
    end_.store(until, std::memory_order_release);
}

std::size_t WaitLinkIndex::first_at(LaneId lane, std::int64_t time) const noexcept {
    const AppendOnly<IndexedLink>& links = into(lane);
    std::size_t low = 0;
    std::size_t high = links.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (links[middle].effect_time < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::size_t WaitLinkIndex::bytes() const noexcept {
    std::size_t sum = 0;
    for (const std::atomic<OfLane*>& place : lanes_)
        if (const OfLane* const lane = place.load(std::memory_order_acquire))
            sum += sizeof(OfLane) + lane->links.bytes() + lane->first_causes.bytes();
    return sum;
}

} // namespace interleave
