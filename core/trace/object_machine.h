// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of an object: who holds it, how many wait, what its value is. It knows nothing of how a
// trace keeps that.
#pragma once

#include "core/event/record.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace interleave {

/// Whether who acquires an object of this kind holds it until its release; of others `acquire` ends a wait.
constexpr bool can_be_held(ObjectKind kind) noexcept {
    return is_lock(kind) || kind == ObjectKind::semaphore;
}

/// What is known of an object after an input.
struct ObjectCondition {
    LaneId holder; ///< no_lane if nobody holds it; of several the latest
    std::uint16_t waiters;
    std::int32_t holders;
    std::int32_t value; ///< the object's value where it has one, else the number of holders
    bool handing_off;   ///< it could be had, and somebody waits for it

    bool operator==(const ObjectCondition&) const = default;
};

/// Only one thread uses it.
class ObjectMachine {
public:
    explicit ObjectMachine(ObjectKind kind) noexcept : kind_(kind) {}

    /// An event of `lane` on this object. `ends_wait`: it ends a wait of the lane for it.
    ObjectCondition take_event(EventKind event, LaneId lane, std::uint64_t value, bool ends_wait);
    /// A lane that ended, was killed or turned to something else waits for this object no more.
    ObjectCondition waiter_left() noexcept;
    /// A lane has ended. What it held it keeps, as a lock whose holder died is not free; but whoever gets the
    /// lock nevertheless takes it over.
    void holder_ended(LaneId lane);

private:
    /// More do not count: a semaphore that is only ever taken would grow for ever.
    static constexpr std::size_t most_known_holders = 1024;

    ObjectCondition condition() const noexcept;
    void set_value(std::uint64_t value) noexcept;
    void add_holder(LaneId lane);
    void remove_holder(LaneId lane);

    ObjectKind kind_;
    std::uint16_t waiters_ = 0;
    bool has_value_ = false;
    std::int32_t value_ = 0;
    std::vector<LaneId> holders_; ///< the latest last
    std::vector<LaneId> ended_holders_;
};

inline ObjectCondition ObjectMachine::take_event(EventKind event, LaneId lane, std::uint64_t value,
                                                 bool ends_wait) {
    if (ends_wait && waiters_ > 0)
        --waiters_;
    switch (event) {
    case EventKind::wait_begin:
        if (waiters_ < std::numeric_limits<std::uint16_t>::max())
            ++waiters_;
        break;
    case EventKind::acquire:
        if (can_be_held(kind_))
            add_holder(lane);
        break;
    case EventKind::release:
        remove_holder(lane);
        break;
    case EventKind::set_value:
        set_value(value);
        break;
    default: // just known to have happened
        break;
    }
    return condition();
}

inline ObjectCondition ObjectMachine::condition() const noexcept {
    const auto holders = static_cast<std::int32_t>(holders_.size());
    // What has a value can be had while that is above 0, a lock while nobody holds it. Of a semaphore that
    // tells no value nobody knows.
    const bool is_free = has_value_ ? value_ > 0 : holders == 0 && kind_ != ObjectKind::semaphore;
    return {holders == 0 ? no_lane : holders_.back(), waiters_, holders, has_value_ ? value_ : holders,
            waiters_ > 0 && is_free && can_be_held(kind_)};
}

} // namespace interleave
