// SPDX-License-Identifier: GPL-3.0-or-later
// The hand-over points, at which a lane tells the scheduler of every instrumented operation before it acts,
// and of its start and end. In free mode nothing happens there (core/sync/scheduler.h).
#pragma once

#include "core/sync/operation.h"
#include "core/sync/scheduler.h"

#include <source_location>

namespace interleave {

namespace detail {
// The members of a Step are passed one by one, so that they stay in registers. A Step in the caller's frame
// would cost free mode space on the stack.
[[gnu::cold]] void announce(Operation operation, ObjectId object, std::source_location where,
                            Readiness ready);
[[gnu::cold]] void announce_quietly(Operation operation, ObjectId object, std::source_location where,
                                    Readiness ready) noexcept;
} // namespace detail

/// Is called before an operation that obtains something, waits or acts. `ready` says whether the operation
/// would succeed now without blocking. Throws Stopped when the run shall end.
inline void hand_over(Operation operation, ObjectId object, std::source_location where,
                      Readiness ready = {}) {
    if (detail::scheduler.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
        detail::announce(operation, object, where, ready);
}

/// The same where nothing may be thrown, because destructors call it also when the run is being stopped:
/// before an operation that releases something, and before a GIL or a mutex is taken again.
inline void hand_over_quietly(Operation operation, ObjectId object, std::source_location where,
                              Readiness ready = {}) noexcept {
    if (detail::scheduler.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
        detail::announce_quietly(operation, object, where, ready);
}

/// Is called by the creator of a lane when it has been started; see Scheduler::started().
inline void lane_started(ObjectId worker, StartMethod method) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]]
        scheduler->started(worker, method);
}
/// Is called by a new lane before anything else.
inline void lane_begins(ObjectId worker, StartMethod method) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]]
        scheduler->begins(worker, method);
}
/// Is called by a lane after everything else.
inline void lane_ends(ObjectId worker) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]]
        scheduler->ends(worker);
}

} // namespace interleave
