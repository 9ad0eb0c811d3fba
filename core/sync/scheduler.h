// SPDX-License-Identifier: GPL-3.0-or-later
// The one seam between the lanes of a run and whatever decides which of them goes next.
//
// A lane passes it (1) before every operation, (2) when it goes to sleep on a word of memory and when it
// wakes others there, (3) around every call that blocks in the kernel, (4) when it reads the time that waits
// are measured with, and (5) at its start and its end. In free mode there is no scheduler: each of these is
// then one relaxed load of a pointer that is null, and the kernel decides. A scheduler keeps a lane back by
// not returning from before(), sleeps(), leaves(), returns(), started() or begins(); it lets one lane go at a
// time, or many.
//
// Nothing else in core/sync and core/work blocks: the test blocking_calls names the files that may.
#pragma once

#include "core/sync/deadline.h"
#include "core/sync/operation.h"

#include <atomic>
#include <cstdint>
#include <optional>

namespace interleave {

/// How a lane came back from a wait.
enum class Woken {
    woken,       ///< by who changed what it waited for (or without cause, as the kernel allows itself)
    changed,     ///< at once: the word was no longer what was expected
    interrupted, ///< by a signal: the run may be over
    timed_out
};

/// A call that blocks in the kernel, where no scheduler can wake the lane.
struct KernelCall {
    ObjectId object = no_object;           ///< what it waits for, where that is an object
    Readiness ready{};                     ///< whether it would come back at once; not asked: nobody can tell
    Deadline deadline = Deadline::never(); ///< when it comes back in any case
};

/// How a lane came to be.
enum class StartMethod {
    thread,
    fork,
    spawn, ///< a new program, which finds its scheduler by itself
};

/// Sees and may hold back every lane of this process. All members are called by the lane that they are about,
/// in its own thread, never in a signal handler, and none may throw. What is not overridden leaves all to the
/// kernel.
///
/// In before() and leaves() a lane holds no guard of a primitive (PlainLock, RobustLock), in sleeps() at most
/// one while it waits for another: whoever is kept back there keeps nobody from an operation of his own.
/// Threads that are no lanes of a run come here too (the engine's own); a scheduler knows its lanes from
/// begins().
class Scheduler {
public:
    // --- 1. Before an operation

    /// The lane carries out the step when this returns. One that is not ready blocks if it is let go: it then
    /// comes to sleeps() or leaves(), shows on its lane what it waits for, and comes back when the wait is
    /// over.
    virtual void before(const Step& step) noexcept;

    // --- 2. Sleeping on a word of memory (futex_wait, futex_wake)

    /// The lane is about to sleep while `word` is `expected`. The scheduler puts it to sleep itself and
    /// answers how it came back; or nothing, then the kernel does, and woken() follows. A scheduler with a
    /// clock of its own answers whatever has a deadline. When the run is being stopped the answer is
    /// Woken::interrupted.
    virtual std::optional<Woken> sleeps(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                                        Deadline deadline) noexcept;
    /// The kernel's answer where the scheduler gave none.
    virtual void woken(Woken how) noexcept;
    /// The lane wakes at most `most` sleepers of a word that it has changed. The answer is how many; nothing:
    /// the kernel wakes those that it put to sleep. It must not keep the lane, which may hold the guard of a
    /// primitive.
    virtual std::optional<int> wakes(const std::atomic<std::uint32_t>& word, int most) noexcept;

    // --- 3. Blocking in the kernel (pipes, timers, ends of processes, robust locks, calls of the scenario's
    // own)

    /// The lane makes the call when this returns, and is then out of reach until it comes to returns(). Kept
    /// back until the call is ready or its deadline has passed, it is away for no longer than the call itself
    /// takes.
    virtual void leaves(const KernelCall& call) noexcept;
    /// The lane is back from the call.
    virtual void returns(Woken how) noexcept;

    // --- 4. Time

    /// ns of the scheduler's own clock, which all deadlines are then moments of; nothing: CLOCK_MONOTONIC.
    virtual std::optional<std::int64_t> now_ns() noexcept;

    // --- 5. Lanes

    /// By the creator, which has said before that it would start this worker, when it has: before or after
    /// the worker's own begins(). no_object: a helper thread that is no worker.
    virtual void started(ObjectId worker, StartMethod method) noexcept;
    /// By the new lane, before all else.
    virtual void begins(ObjectId worker, StartMethod method) noexcept;
    /// By the lane, after all else: who waits for its end has been woken. A process that is killed does not
    /// come here.
    virtual void ends(ObjectId worker) noexcept;

protected:
    constexpr Scheduler() noexcept = default;
    ~Scheduler() = default;
};

/// Sets the scheduler of this process and of those it forks later (each then has a copy of the object);
/// nullptr for free mode. Returns the one before. Not owned: it outlives every lane that may be in one of its
/// members. A lane that the kernel has put to sleep looks up the scheduler when it is back. Any thread may
/// call it.
Scheduler* set_scheduler(Scheduler* scheduler) noexcept;

/// From now on every hand_over() of this process throws Stopped (if the session's stop flag is set).
/// Async-signal-safe: so a stop costs free mode nothing, not even a look at the flag.
void end_at_next_hand_over() noexcept;

namespace detail {
inline constinit std::atomic<Scheduler*> scheduler{nullptr};
} // namespace detail

/// nullptr in free mode. Any thread may call it.
inline Scheduler* scheduler_of_this_process() noexcept {
    if (detail::scheduler.load(std::memory_order_relaxed) == nullptr) [[likely]]
        return nullptr;
    return detail::scheduler.load(std::memory_order_acquire); // what set_scheduler() published
}

} // namespace interleave
