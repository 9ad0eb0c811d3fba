// SPDX-License-Identifier: GPL-3.0-or-later
// What a lane says to the scheduler: of every instrumented operation before it acts, of its start and its
// end. In free mode nothing happens there (core/sync/scheduler.h).
#pragma once

#include "core/sync/operation.h"
#include "core/sync/scheduler.h"

#include <source_location>

namespace interleave {

namespace detail {
// The parts of a Step one by one, so that they stay in registers: a Step in the caller's frame would cost
// free mode room on the stack.
[[gnu::cold]] void announce(Operation operation, ObjectId object, std::source_location where,
                            Readiness ready);
[[gnu::cold]] void announce_quietly(Operation operation, ObjectId object, std::source_location where,
                                    Readiness ready) noexcept;
} // namespace detail

/// Before an operation that obtains, waits or does something. `ready` says whether it would go through now.
/// Throws Stopped when the run shall end.
inline void hand_over(Operation operation, ObjectId object, std::source_location where,
                      Readiness ready = {}) {
    if (detail::scheduler.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
        detail::announce(operation, object, where, ready);
}

/// The same where nothing may be thrown, because destructors come here also when the run is being stopped:
/// before an operation that gives something back, and before a GIL or a mutex is taken again.
inline void hand_over_quietly(Operation operation, ObjectId object, std::source_location where,
                              Readiness ready = {}) noexcept {
    if (detail::scheduler.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
        detail::announce_quietly(operation, object, where, ready);
}

/// By the creator of a lane, when it has been started: see Scheduler::started().
inline void lane_started(ObjectId worker, StartMethod method) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]]
        scheduler->started(worker, method);
}
/// By a new lane, before all else.
inline void lane_begins(ObjectId worker, StartMethod method) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]]
        scheduler->begins(worker, method);
}
/// By a lane, after all else.
inline void lane_ends(ObjectId worker) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]]
        scheduler->ends(worker);
}

} // namespace interleave
