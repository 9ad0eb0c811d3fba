// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/work_row.h"

#include "core/trace/gallop.h"

#include <algorithm>

namespace interleave {

std::size_t WorkRow::at(std::int64_t time, std::size_t hint) const noexcept {
    const std::size_t upto =
        gallop(stretches_.size(), hint, [&](std::size_t i) { return stretches_[i].begin <= time; });
    return upto == 0 ? nowhere : upto - 1;
}

std::int64_t WorkRow::busy_until(std::int64_t time, std::size_t stretch) const noexcept {
    if (stretch >= stretches_.size())
        return 0;
    const std::size_t block = stretch / block_size;
    std::int64_t sum = block == 0 ? 0 : sums_[block - 1];
    for (std::size_t i = block * block_size; i < stretch; ++i)
        if (stretches_[i].object != 0)
            sum += stretches_[i + 1].begin - stretches_[i].begin;
    if (stretches_[stretch].object != 0)
        sum += std::max<std::int64_t>(0, time - stretches_[stretch].begin);
    return sum;
}

std::int64_t WorkRow::end_of(std::size_t stretch, std::int64_t open_end) const noexcept {
    return stretch + 1 < stretches_.size() ? stretches_[stretch + 1].begin
                                           : std::max(open_end, stretches_[stretch].begin);
}

void WorkRow::append(std::int64_t time, std::uint16_t object, std::uint32_t number) {
    const std::size_t count = stretches_.size();
    if (count == 0 ? object == 0 : last_.object == 0 && object == 0)
        return;
    const WorkStretch next{count == 0 ? time : std::max(time, last_.begin), number, object, 0};
    if (count > 0 && last_.object != 0)
        busy_ += next.begin - last_.begin;
    // A reader that sees the first stretch of a block sees the sum before it.
    if (count > 0 && count % block_size == 0)
        sums_.push_back(busy_);
    last_ = next;
    stretches_.push_back(next);
}

} // namespace interleave
