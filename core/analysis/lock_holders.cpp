// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_holders.h"

#include <algorithm>

namespace interleave {

void LockHolders::end_present(std::int64_t time) {
    if (waiters_ > 0 && time > since_)
        for_each_present(time, [&](const Stretch& stretch) { past_.push_back(stretch); });
    since_ = std::max(since_, time);
}

std::optional<LockHolders::Hold> LockHolders::take_hold(LaneId lane) {
    const auto latest = std::ranges::find(holds_, lane, &Hold::lane);
    if (latest == holds_.end())
        return std::nullopt;
    const Hold hold = *latest;
    holds_.erase(latest);
    return hold;
}

std::optional<LockHolders::Hold> LockHolders::release(std::int64_t time, LaneId lane) {
    end_present(time);
    return take_hold(lane);
}

std::optional<LockHolders::Hold> LockHolders::forget(std::int64_t time, LaneId lane) {
    end_present(time);
    const auto hold = take_hold(lane);
    may_be_held_ = may_be_held_ || hold;
    return hold;
}

void LockHolders::waiter_came(std::int64_t time) {
    if (waiters_++ == 0)
        since_ = std::max(since_, time);
}

void LockHolders::waiter_left() noexcept {
    if (waiters_ > 0 && --waiters_ == 0)
        past_.clear();
}

void LockHolders::drop_before(std::int64_t time) {
    const auto first =
        std::ranges::find_if(past_, [&](const Stretch& stretch) { return stretch.until > time; });
    past_.erase(past_.begin(), first);
    // So that this costs little even if one lane waits forever.
    drop_at_ = std::max(least_to_drop, 2 * past_.size());
}

} // namespace interleave
