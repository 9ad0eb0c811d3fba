// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/offered.h"

#include "core/event/session_region.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace interleave {

namespace {

/// Calls `visit` for every lane in the order in which lanes that go on silently do so: workers first. Returns
/// the first lane for which it returns true, or no_turn.
template <typename Visit>
Turn first_lane(const ControlBlock& block, Visit&& visit) noexcept {
    for (std::uint32_t i = 1; i <= block.lane_count; ++i) {
        const auto lane = static_cast<Turn>(i % block.lane_count); // the main lane last
        if (visit(block.lanes[lane]))
            return lane;
    }
    return no_turn;
}

/// The generator splitmix64, which needs no more than its state and is the same on every machine.
std::uint64_t next_random(std::uint64_t& state) noexcept {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t number = state;
    number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    number = (number ^ (number >> 27U)) * 0x94d049bb133111ebULL;
    return number ^ (number >> 31U);
}

Turn first_of(TurnSet lanes) noexcept {
    return static_cast<Turn>(std::countr_zero(lanes));
}

Turn any_of(TurnSet lanes, std::uint64_t& random_state) noexcept {
    const auto count = static_cast<std::uint64_t>(std::popcount(lanes));
    if (count == 1) // nothing is drawn by lot
        return first_of(lanes);
    for (std::uint64_t passed = next_random(random_state) % count; passed > 0; --passed)
        lanes &= lanes - 1; // removes the first
    return first_of(lanes);
}

} // namespace

bool has_ended(const ControlBlock& block, ObjectId worker) noexcept {
    return worker != no_object && first_lane(block, [&](const TurnSlot& lane) {
                                      return lane.worker == worker && lane.state == TurnState::ended;
                                  }) != no_turn;
}

bool Offered::is_ready(const TurnSlot& lane) const noexcept {
    const bool can_be_asked =
        lane.process == process_ || (region_ != nullptr && region_->contains(lane.ready.state()));
    return can_be_asked ? lane.ready() : lane.was_ready;
}

/// Says of a wait whose predicate lies on the lane's stack whether it is over. A lane of another process
/// finds that out itself, once others have acted.
bool Offered::is_over_or_unknown(const TurnSlot& lane) const noexcept {
    return lane.process == process_ ? lane.ready() : lane.changes_seen != block_.changes;
}

bool Offered::must_go_on(const TurnSlot& lane) const noexcept {
    switch (lane.state) {
    case TurnState::woken:
        return true;
    case TurnState::spinning:
        return is_over_or_unknown(lane);
    case TurnState::in_call:
        // That a worker has ended is known before the kernel says so.
        return !lane.competes && (has_ended(block_, lane.awaited) || is_over_or_unknown(lane));
    case TurnState::at_point:
        return !is_ready(lane);
    case TurnState::unused:
    case TurnState::starting:
    case TurnState::has_turn:
    case TurnState::asleep:
    case TurnState::ended:
        break;
    }
    return false;
}

Turn Offered::goes_on_silently() const noexcept {
    return first_lane(block_, [this](const TurnSlot& lane) { return must_go_on(lane); });
}

bool Offered::can_step(const TurnSlot& lane) const noexcept {
    switch (lane.state) {
    case TurnState::at_point:
        return is_ready(lane);
    case TurnState::asleep:
    case TurnState::in_call:
        return lane.competes && is_ready(lane);
    default:
        return false;
    }
}

TurnSet Offered::lanes() const noexcept {
    TurnSet offered = 0;
    for (std::uint32_t lane = 0; lane < block_.lane_count; ++lane) {
        if (can_step(block_.lanes[lane]))
            offered |= set_of(static_cast<Turn>(lane));
    }
    const TurnSet workers = offered & ~set_of(main_turn);
    return workers != 0 ? workers : offered;
}

bool Offered::advance_time() const noexcept {
    const auto has_deadline = [](const TurnSlot& lane) {
        return (lane.state == TurnState::asleep || lane.state == TurnState::in_call) &&
               !Deadline::at(lane.deadline_ns).is_never();
    };
    std::int64_t earliest = Deadline::never().ns();
    first_lane(block_, [&](const TurnSlot& lane) {
        if (has_deadline(lane))
            earliest = std::min(earliest, lane.deadline_ns);
        return false;
    });
    const Turn first = first_lane(
        block_, [&](const TurnSlot& lane) { return has_deadline(lane) && lane.deadline_ns == earliest; });
    if (first == no_turn)
        return false;
    block_.now_ns = std::max(block_.now_ns, earliest);
    TurnSlot& lane = block_.lanes[first];
    lane.how = Woken::timed_out;
    lane.state = TurnState::woken;
    return true;
}

Turn choose(ControlBlock& block, TurnSet offered) noexcept {
    assert(offered != 0);
    const std::uint32_t step = block.steps.load(std::memory_order_relaxed);
    if (step < block.given_steps) {
        block.wanted = block.given[step];
        return contains(offered, block.wanted) ? block.wanted : no_turn;
    }
    if (block.rule == Rule::random)
        return any_of(offered, block.random_state);
    const Turn last = step == 0 ? no_turn : block.log[step - 1].lane;
    return contains(offered, last) ? last : first_of(offered);
}

} // namespace interleave
