// SPDX-License-Identifier: GPL-3.0-or-later
// The one interface between the lanes of a run and the scheduler that decides which of them runs next.
//
// A lane calls it (1) before every operation, (2) when it goes to sleep on a word of memory and when it wakes
// others there, (3) around every call that blocks in the kernel, (4) when it reads the time that waits are
// measured with, and (5) at its start and its end. In free mode there is no scheduler: each of these is then
// one relaxed load of a pointer that is null, and the kernel decides. A scheduler holds a lane by not
// returning from before(), sleeps(), leaves(), returns(), started() or begins(). It lets one lane run at a
// time, or many.
//
// Nothing else in core/sync and core/work blocks. The test blocking_calls names the files that may.
#pragma once

#include "core/sync/deadline.h"
#include "core/sync/operation.h"

#include <atomic>
#include <cstdint>
#include <optional>

namespace interleave {

/// How a lane's wait ended.
enum class Woken {
    woken,       ///< by a worker that changed what it waited for, or a spurious wake-up of the kernel
    changed,     ///< at once: the word no longer had the expected value
    interrupted, ///< by a signal: the run may be stopped
    timed_out
};

/// A call that blocks in the kernel, from which no scheduler can wake the lane.
struct KernelCall {
    ObjectId object = no_object;           ///< what it waits for, where that is an object
    Readiness ready{};                     ///< whether it would return at once; none: unknown
    Deadline deadline = Deadline::never(); ///< when it returns in any case
};

/// How a lane is started.
enum class StartMethod {
    thread,
    fork,
    spawn, ///< a new program, which sets its own scheduler
};

/// Observes every lane of this process and may hold it. Each member is called by the lane that it is about,
/// in the lane's own thread, never in a signal handler, and none may throw. A member that is not overridden
/// leaves the decision to the kernel.
///
/// In before() and leaves() a lane holds no guard of a primitive (PlainLock, RobustLock), in sleeps() at most
/// one while it waits for another. So a lane that is held there does not block the operations of other lanes.
/// Threads that are not lanes of a run (the engine's own) call it too; a scheduler knows its lanes from
/// begins().
class Scheduler {
public:
    // --- 1. Before an operation

    /// The lane carries out the step when this returns. If the step is not ready then, the lane blocks: it
    /// records what it waits for and calls sleeps() or leaves(), until the wait is over.
    virtual void before(const Step& step) noexcept;

    // --- 2. Sleeping on a word of memory (futex_wait, futex_wake)

    /// The lane is about to sleep while `word` is `expected`. Either the scheduler puts it to sleep itself
    /// and returns how the sleep ended, or it returns nothing; then the kernel puts the lane to sleep, and
    /// woken() follows. A scheduler with its own clock must handle every sleep that has a deadline. When the
    /// run is being stopped it returns Woken::interrupted.
    virtual std::optional<Woken> sleeps(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                                        Deadline deadline) noexcept;
    /// The sleep in the kernel ended, after sleeps() returned nothing.
    virtual void woken(Woken how) noexcept;
    /// The lane wakes at most `most` sleepers of a word that it has changed. Returns how many were woken, or
    /// nothing; then the kernel wakes those that it put to sleep. It must not hold the lane, which may hold
    /// the guard of a primitive.
    virtual std::optional<int> wakes(const std::atomic<std::uint32_t>& word, int most) noexcept;

    // --- 3. Blocking in the kernel (pipes, timers, ends of processes, robust locks, calls of the scenario's
    // own)

    /// The lane makes the call when this returns, and cannot be controlled until it calls returns(). If the
    /// scheduler holds it until the call is ready or its deadline has passed, the lane is in the kernel for
    /// no longer than the call itself takes.
    virtual void leaves(const KernelCall& call) noexcept;
    /// The lane has returned from the call.
    virtual void returns(Woken how) noexcept;

    // --- 4. Time

    /// Returns the time in ns of the scheduler's own clock, to which all deadlines then refer, or nothing for
    /// CLOCK_MONOTONIC.
    virtual std::optional<std::int64_t> now_ns() noexcept;
    /// The lane is about to compute for so long. Returns true if that time has passed on the scheduler's own
    /// clock, so that the lane need not use a processor for it.
    virtual bool computes(std::chrono::nanoseconds duration) noexcept;

    // --- 5. Lanes

    /// Is called by the creator after it has started the worker, which it announced with a step before. It
    /// can come before or after the worker's own begins(). `worker` is no_object for a helper thread that is
    /// no worker.
    virtual void started(ObjectId worker, StartMethod method) noexcept;
    /// Is called by the new lane before anything else.
    virtual void begins(ObjectId worker, StartMethod method) noexcept;
    /// Is called by the lane after everything else; lanes that wait for its end have been woken. A process
    /// that is killed does not call it.
    virtual void ends(ObjectId worker) noexcept;

protected:
    constexpr Scheduler() noexcept = default;
    ~Scheduler() = default;
};

/// Sets the scheduler of this process and of those that it forks later, each of which then has a copy of the
/// object; nullptr sets free mode. Returns the previous scheduler. The scheduler is not owned; it must
/// outlive every lane that may be in one of its members. A lane that the kernel has put to sleep looks up the
/// scheduler again when it wakes. Any thread may call it.
Scheduler* set_scheduler(Scheduler* scheduler) noexcept;

/// From now on every hand_over() of this process throws Stopped if the session's stop flag is set. It is
/// async-signal-safe, so the stop signal calls it, and free mode need not read the flag at each hand-over
/// point.
void end_at_next_hand_over() noexcept;

namespace detail {
inline constinit std::atomic<Scheduler*> scheduler{nullptr};
} // namespace detail

/// Returns the scheduler, nullptr in free mode. Any thread may call it.
inline Scheduler* scheduler_of_this_process() noexcept {
    if (detail::scheduler.load(std::memory_order_relaxed) == nullptr) [[likely]]
        return nullptr;
    return detail::scheduler.load(std::memory_order_acquire); // what set_scheduler() published
}

} // namespace interleave
