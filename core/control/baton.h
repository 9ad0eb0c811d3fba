// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler of controlled mode: the real threads and processes of a run go on one at a time, and at each
// instrumented operation it is chosen who does the next one.
//
// There is no thread that controls the others. The lane that has the turn chooses who gets it next
// (core/control/offered.h) when it announces an operation, goes to sleep or ends; it wakes that lane and is
// held itself. So a step without a change of lanes costs no system call, and the choice depends on nothing
// but the steps so far.
//
// These are silent, so they are neither steps nor choices: the start of a worker up to its first operation,
// joins, start gates, sleeps, safe points, spinning, and what the main lane does while no worker lives. A
// worker's letter is that of its start: A is the first one. What lies between two announced operations is one
// step, however long it is.
//
// Time is the run's own: it begins at 0, computing takes as long as it asks for, and otherwise time jumps to
// the next deadline only when no lane can go on. All lanes share one processor, on which handing over costs
// about a tenth of what it costs across two.
//
// Memory is that of one lane at a time: what a processor reorders is not seen in this mode. A lane that
// blocks in the kernel without a known end keeps the turn meanwhile. A helper thread that is no worker is not
// controlled, and neither is a process that was started as a new program: scenarios with these do not offer
// the mode.
#pragma once

#include "core/control/control_block.h"
#include "core/event/session_region.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <sched.h>
#include <span>

namespace interleave {

/// What a controlled run is asked to do.
struct ControlPlan {
    std::span<const Turn> order{}; ///< the lanes of the first steps, at most most_steps
    Rule rule = Rule::stay;        ///< for the steps behind them
    std::uint64_t seed = 1;        ///< of Rule::random
    bool unwinds = false;          ///< see ControlBlock::unwinds
};

/// Controls this process and those that it forks while it exists. The thread that creates it becomes the main
/// lane, and there must be no other lane yet.
class Baton final : public Scheduler {
public:
    /// `block` is zeroed, or was used before; it is in memory that forked processes share. `region` is the
    /// session in which it runs, nullptr for none. Both outlive this object.
    Baton(ControlBlock& block, SessionRegion* region, const ControlPlan& plan) noexcept;
    /// All workers have ended.
    ~Baton();
    Baton(const Baton&) = delete;
    Baton& operator=(const Baton&) = delete;

    /// Begins another order, when all workers have ended and no stop is asked for. The main lane calls it.
    void begin_order(const ControlPlan& plan) noexcept;

    void before(const Step& step) noexcept override;
    std::optional<Woken> sleeps(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                                Deadline deadline) noexcept override;
    std::optional<int> wakes(const std::atomic<std::uint32_t>& word, int most) noexcept override;
    void leaves(const KernelCall& call) noexcept override;
    std::optional<std::int64_t> now_ns() noexcept override;
    bool computes(std::chrono::nanoseconds duration) noexcept override;
    void started(ObjectId worker, StartMethod method) noexcept override;
    void begins(ObjectId worker, StartMethod method) noexcept override;
    void ends(ObjectId worker) noexcept override;

private:
    bool is_controlled() const noexcept;
    TurnSlot& own() const noexcept;
    bool is_silent(const Step& step) const noexcept;
    bool is_part_of_wait(const Step& step, SiteId site) const noexcept;
    bool is_start_gate(ObjectId object) const noexcept;
    bool any_worker_lives() const noexcept;
    Turn find(ObjectId worker) const noexcept;
    void claim(ObjectId worker) noexcept;
    void pass_on() noexcept;
    Turn next() noexcept;
    Turn make_step(TurnSet offered) noexcept;
    void give_turn_to(Turn lane) noexcept;
    template <typename IsOver>
    void wait_for_others(TurnState state, IsOver&& is_over) noexcept;
    void hold() noexcept;
    void take_turn() noexcept;
    void end_step() noexcept;
    void end_order(OrderVerdict verdict) noexcept;

    ControlBlock& block_;
    SessionRegion* region_;
    cpu_set_t processors_before_{};
};

} // namespace interleave
