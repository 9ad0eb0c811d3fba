// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/processor.h"

#include "core/trace/gallop.h"

#include <algorithm>

namespace interleave {

namespace {

bool is_used(LaneId lane) noexcept {
    return lane < not_known_lane;
}

} // namespace

std::size_t Processor::last_at(std::int64_t time, std::size_t hint) const noexcept {
    const std::size_t after = gallop(size(), hint, [&](std::size_t i) { return time_of(codes_[i]) <= time; });
    return after - 1; // nowhere before the first
}

std::int64_t Processor::used_until(std::int64_t time, std::size_t index) const noexcept {
    if (index >= size())
        return 0;
    const std::size_t block = index / block_size;
    std::int64_t sum = block == 0 ? 0 : sums_[block - 1];
    for (std::size_t i = block * block_size; i <= index; ++i) {
        const Occupied now = (*this)[i];
        const std::int64_t end = i < index ? time_of(codes_[i + 1]) : std::max(time, now.begin);
        sum += is_used(now.lane) ? end - now.begin : 0;
    }
    return sum;
}

void Processor::set(std::int64_t time, LaneId lane) {
    if (lane == last_.lane)
        return;
    time = std::clamp(time, last_.begin, latest_time);
    sum_ += is_used(last_.lane) ? time - last_.begin : 0;
    // The sums are stored before the change, so that a reader who sees the change also finds them.
    if (const std::size_t count = codes_.size(); count > 0 && count % block_size == 0)
        sums_.push_back(sum_);
    last_ = {time, lane};
    codes_.push_back(static_cast<std::uint64_t>(time) << time_shift | lane);
}

} // namespace interleave
