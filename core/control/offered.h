// SPDX-License-Identifier: GPL-3.0-or-later
// Decides who gets the turn: first, without a choice, each lane that only has to go on to where it is seen to
// stand; then one of the lanes that can make a step.
//
// A lane goes on without a choice if it was woken by name (it got its place in a queue, a barrier opened, a
// worker ended), if it spins and others have acted, or if the operation that it has announced would block: it
// is then sent into its wait, in which it is seen. A lane whose wake-up only means that it may try again (for
// a mutex, a queue) is offered as soon as the attempt would succeed. All that is a function of the steps so
// far, never of time.
#pragma once

#include "core/control/control_block.h"

namespace interleave {

class SessionRegion;

/// Looks at the lanes of a block for the lane that is about to pass the turn on, which is the only one that
/// may use it.
class Offered {
public:
    /// `process` is the id of the calling process. Predicates about memory that only another process sees
    /// cannot be asked; what they said last still holds, because only that process can change it.
    Offered(ControlBlock& block, std::int32_t process, const SessionRegion* region) noexcept
        : block_(block)
        , process_(process)
        , region_(region) {}

    /// Returns the first lane that goes on without a choice, no_turn if there is none.
    Turn goes_on_silently() const noexcept;
    /// Returns the lanes that can make a step: workers, or the main lane if no worker can.
    TurnSet lanes() const noexcept;
    /// Advances the run's time to the earliest deadline of a lane, whose sleep is then over. Returns false if
    /// there is none.
    bool advance_time() const noexcept;

private:
    bool is_ready(const TurnSlot& lane) const noexcept;
    bool must_go_on(const TurnSlot& lane) const noexcept;
    bool can_step(const TurnSlot& lane) const noexcept;
    bool is_over_or_unknown(const TurnSlot& lane) const noexcept;

    ControlBlock& block_;
    std::int32_t process_;
    const SessionRegion* region_;
};

/// Whether the object is a worker that has a lane, and has ended.
bool has_ended(const ControlBlock& block, ObjectId worker) noexcept;

/// Chooses the lane that makes the next step by the given order, and behind its end by the rule. Returns
/// no_turn if the given order wants a lane that is not in `offered`, which must not be empty.
Turn choose(ControlBlock& block, TurnSet offered) noexcept;

} // namespace interleave
