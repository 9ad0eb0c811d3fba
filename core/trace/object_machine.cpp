// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/object_machine.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace interleave {

namespace {

/// Returns whether only one lane holds it at a time, unless the program is wrong.
bool is_exclusive(ObjectKind kind) noexcept {
    return kind == ObjectKind::mutex || kind == ObjectKind::gil;
}

} // namespace

ObjectCondition ObjectMachine::waiter_left(LaneId lane) noexcept {
    remove_waiter(lane);
    return condition();
}

bool ObjectMachine::forget_holder(LaneId lane) noexcept {
    if (std::erase(holders_, lane) == 0)
        return false;
    may_be_held_ = true;
    return true;
}

bool ObjectMachine::holder_ended(LaneId lane) {
    const auto has = [lane](const std::vector<LaneId>& lanes) {
        return std::find(lanes.begin(), lanes.end(), lane) != lanes.end();
    };
    if (!has(holders_))
        return false;
    if (kind_ == ObjectKind::gil) {
        remove_holder(lane);
        return true;
    }
    if (!has(ended_holders_))
        ended_holders_.push_back(lane);
    return false;
}

void ObjectMachine::set_value(std::uint64_t value) noexcept {
    using Limits = std::numeric_limits<std::int32_t>;
    value_ = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(static_cast<std::int64_t>(value), Limits::min(), Limits::max()));
    has_value_ = true;
}

void ObjectMachine::add_holder(LaneId lane) {
    may_be_held_ = false;
    if (!ended_holders_.empty() && is_exclusive(kind_)) {
        for (const LaneId ended : std::exchange(ended_holders_, {}))
            remove_holder(ended);
    }
    // If a holder acquires it again, the record of its release was lost. But a semaphore can be acquired
    // several times.
    if (!holders_.empty() && kind_ != ObjectKind::semaphore)
        remove_holder(lane);
    if (holders_.size() < most_known_holders)
        holders_.push_back(lane);
}

void ObjectMachine::remove_holder(LaneId lane) {
    const auto latest = std::find(holders_.rbegin(), holders_.rend(), lane);
    // A lane that never acquired a semaphore may release it. Then no holder is removed.
    if (latest == holders_.rend())
        return;
    holders_.erase(std::next(latest).base());
}

} // namespace interleave
