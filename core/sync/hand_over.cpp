// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/hand_over.h"

#include "core/sync/stopped.h"

namespace interleave {

namespace {

void nothing_but_the_stop_flag(Operation, ObjectId) noexcept {}

} // namespace

HandOverHook set_hand_over_hook(HandOverHook hook) noexcept {
    return detail::hand_over_hook.exchange(hook, std::memory_order_acq_rel);
}

void end_at_next_hand_over() noexcept {
    // A scheduler's hook stays: after it, reach() looks at the flag anyway.
    HandOverHook none = nullptr;
    detail::hand_over_hook.compare_exchange_strong(none, &nothing_but_the_stop_flag,
                                                   std::memory_order_relaxed);
}

void detail::reach(Operation operation, ObjectId object) {
    reach_quietly(operation, object);
    throw_if_stopped();
}

void detail::reach_quietly(Operation operation, ObjectId object) noexcept {
    if (const HandOverHook hook = hand_over_hook.load(std::memory_order_acquire))
        hook(operation, object);
}

} // namespace interleave
