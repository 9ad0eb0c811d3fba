// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of an object: who holds it, how many lanes wait, what its value is. It does not know how
// a trace stores that.
#pragma once

#include "core/event/record.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace interleave {

/// Returns whether a lane that acquires an object of this kind holds it until its release. For other kinds
/// `acquire` only ends a wait.
constexpr bool can_be_held(ObjectKind kind) noexcept {
    return is_lock(kind) || kind == ObjectKind::semaphore;
}

/// The condition of an object after an input.
struct ObjectCondition {
    LaneId holder; ///< no_lane if nobody holds it; of several the latest; of a variable who wrote it last
    std::uint16_t waiters;
    std::int32_t holders; ///< of a variable 0
    std::int32_t value;   ///< the object's value where it has one, else the number of holders
    bool handing_off;     ///< it is free although a lane waits for it

    bool operator==(const ObjectCondition&) const = default;
};

/// Only one thread uses it.
class ObjectMachine {
public:
    explicit ObjectMachine(ObjectKind kind) noexcept : kind_(kind) {}

    /// Returns the bytes of its lists.
    std::size_t bytes() const noexcept {
        return (holders_.capacity() + ended_holders_.capacity()) * sizeof(LaneId);
    }

    /// Takes an event of `lane` on this object. `ends_wait` says whether it ends a wait of the lane for the
    /// object.
    ObjectCondition take_event(EventKind event, LaneId lane, std::uint64_t value, bool ends_wait);
    /// Notes that a lane no longer waits for this object, because it ended, was killed or did something else.
    ObjectCondition waiter_left(LaneId lane) noexcept;
    std::uint16_t waiters() const noexcept { return waiters_; }
    /// Returns the only lane that waits, no_lane if none or several do.
    LaneId only_waiter() const noexcept { return waiters_ == 1 ? all_waiters_ : no_lane; }
    /// Notes that nothing is known of what the lane holds, because records of it are missing. Returns whether
    /// it held the object, which is then no longer told of it.
    bool forget_holder(LaneId lane) noexcept;
    ObjectCondition condition() const noexcept;
    /// Notes that a lane has ended. It keeps what it held, because a lock whose holder died is not free. A
    /// lane that acquires the lock later replaces it as the holder. But a GIL is the interpreter's own and
    /// ends with it; then it returns true, as the object is free.
    bool holder_ended(LaneId lane);

private:
    /// More holders are not counted, because a semaphore that is acquired and never released would grow
    /// without limit.
    static constexpr std::size_t most_known_holders = 1024;

    void remove_waiter(LaneId lane) noexcept {
        if (waiters_ == 0)
            return;
        --waiters_;
        all_waiters_ ^= lane;
    }
    void set_value(std::uint64_t value) noexcept;
    void add_holder(LaneId lane);
    void remove_holder(LaneId lane);

    ObjectKind kind_;
    std::uint16_t waiters_ = 0;
    LaneId all_waiters_ = 0; ///< the exclusive or of their numbers: of a single one its number
    bool has_value_ = false;
    bool may_be_held_ = false; ///< since a lane that held it lost records, until somebody acquires it
    std::int32_t value_ = 0;
    LaneId last_writer_ = no_lane;      ///< of a variable, which nobody can hold
    std::vector<LaneId> holders_;       ///< the latest last
    std::vector<LaneId> ended_holders_; ///< each once
};

inline ObjectCondition ObjectMachine::take_event(EventKind event, LaneId lane, std::uint64_t value,
                                                 bool ends_wait) {
    if (ends_wait)
        remove_waiter(lane);
    switch (event) {
    case EventKind::wait_begin:
        if (waiters_ == std::numeric_limits<std::uint16_t>::max())
            break;
        ++waiters_;
        all_waiters_ ^= lane;
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
    case EventKind::write:
        set_value(value);
        last_writer_ = lane;
        break;
    case EventKind::read:
        if (!has_value_) // what it was before the first write
            set_value(value);
        break;
    default: // has no effect on the condition
        break;
    }
    return condition();
}

inline ObjectCondition ObjectMachine::condition() const noexcept {
    const auto holders = static_cast<std::int32_t>(holders_.size());
    // An object with a value is free while its value is above 0, a lock while no lane holds it. Whether a
    // semaphore without a known value is free is unknown.
    const bool is_free = has_value_ ? value_ > 0 : holders == 0 && kind_ != ObjectKind::semaphore;
    return {holders == 0 ? last_writer_ : holders_.back(), waiters_, holders, has_value_ ? value_ : holders,
            waiters_ > 0 && is_free && !may_be_held_ && can_be_held(kind_)};
}

} // namespace interleave
