// SPDX-License-Identifier: GPL-3.0-or-later
// The one place every instrumented operation passes before it acts. In free mode nothing happens there; a
// controlled scheduler decides there who goes next.
#pragma once

#include "core/event/record.h"

#include <atomic>
#include <cstdint>

namespace interleave {

/// What the calling worker is about to do. The object says to what.
enum class Operation : std::uint16_t {
    start,       ///< start a worker
    join,        ///< wait for a worker's end
    acquire,     ///< obtain an object, blocking if need be
    try_acquire, ///< obtain an object or go without
    release,     ///< let go of an object
    wait,        ///< for a condition, a barrier, a future
    notify,
    send,
    receive,
    read,
    write,
    safe_point, ///< where a GIL-like lock may change hands
    blocking_call,
    sleep,
    print,
};

/// Called in the worker's thread, which goes on when it returns. It must not throw.
using HandOverHook = void (*)(Operation operation, ObjectId object) noexcept;

/// Sets the hook of this process and of those it forks later; nullptr for free mode. Returns the one before.
HandOverHook set_hand_over_hook(HandOverHook hook) noexcept;

/// From now on every hand_over() of this process throws Stopped (if the session's stop flag is set).
/// Async-signal-safe: so a stop costs free mode nothing, not even a look at the flag.
void end_at_next_hand_over() noexcept;

namespace detail {
inline std::atomic<HandOverHook> hand_over_hook{nullptr};
void reach(Operation operation, ObjectId object);
void reach_quietly(Operation operation, ObjectId object) noexcept;
} // namespace detail

/// Before an operation that obtains, waits or does something. Throws Stopped when the run shall end.
inline void hand_over(Operation operation, ObjectId object) {
    if (detail::hand_over_hook.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
        detail::reach(operation, object);
}

/// The same where nothing may be thrown, because destructors come here also when the run is being stopped:
/// before an operation that gives something back, and before a GIL is taken again.
inline void hand_over_quietly(Operation operation, ObjectId object) noexcept {
    if (detail::hand_over_hook.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
        detail::reach_quietly(operation, object);
}

} // namespace interleave
