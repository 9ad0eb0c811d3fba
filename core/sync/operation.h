// SPDX-License-Identifier: GPL-3.0-or-later
// What a lane announces of an operation before it carries it out.
#pragma once

#include "core/event/record.h"

#include <cstdint>
#include <source_location>

namespace interleave {

/// What the calling lane is about to do. The object says with what.
enum class Operation : std::uint16_t {
    start,       ///< start a worker
    join,        ///< wait for a worker's end
    acquire,     ///< obtain an object, blocking if necessary
    try_acquire, ///< obtain an object only if that needs no wait
    release,     ///< release an object
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
    spin, ///< check in a loop until others have acted; announced only where the first check failed
};

/// Returns a stable lower-case name with underscores; "?" for an unknown one.
const char* name_of(Operation operation) noexcept;

/// A predicate that says whether an operation would succeed now, without blocking. An operation without a
/// predicate may always be attempted: it never blocks, or the attempt itself has an effect (it takes a place
/// in a queue).
///
/// The predicate takes no lock, changes nothing and passes no hand-over point. So any thread of the lane's
/// process may call it while the lane is in Scheduler::before() or Scheduler::leaves(). Where the state lies
/// in the session's memory, a process that was forked from the same program may call it as well.
class Readiness {
public:
    constexpr Readiness() noexcept = default;

    /// `answer` is a member function of T, or a function that takes a T. It is const and noexcept and returns
    /// bool. `state` must outlive the operation.
    template <auto answer, typename T>
    static constexpr Readiness of(const T& state) noexcept {
        return {[](const void* it) noexcept -> bool {
                    const T& asked = *static_cast<const T*>(it);
                    if constexpr (requires { (asked.*answer)(); })
                        return (asked.*answer)();
                    else
                        return answer(asked);
                },
                &state};
    }
    /// `is_ready` is a function object that is const and returns bool. It must outlive the operation.
    template <typename IsReady>
    static constexpr Readiness of(const IsReady& is_ready) noexcept {
        return {[](const void* it) noexcept -> bool { return (*static_cast<const IsReady*>(it))(); },
                &is_ready};
    }

    constexpr bool is_asked() const noexcept { return answer_ != nullptr; }
    /// Returns the address of what is asked.
    constexpr const void* state() const noexcept { return state_; }
    bool operator()() const noexcept { return answer_ == nullptr || answer_(state_); }

private:
    using Answer = bool (*)(const void* state) noexcept;
    constexpr Readiness(Answer answer, const void* state) noexcept : answer_(answer), state_(state) {}

    Answer answer_ = nullptr;
    const void* state_ = nullptr;
};

/// One operation, before it is carried out.
struct Step {
    Operation operation;
    ObjectId object; ///< no_object where there is none
    Readiness ready;
    std::source_location where; ///< the line of the program that asks for it
};

} // namespace interleave
