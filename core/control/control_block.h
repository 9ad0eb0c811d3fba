// SPDX-License-Identifier: GPL-3.0-or-later
// What the lanes of a controlled run share: who has the turn, where each lane stands, the order that is asked
// for and the log of the steps. It lies in the session's memory, where threads, forked processes and the host
// see it, and where it outlives a crash. It is plain data only.
#pragma once

#include "core/event/ring_control.h"
#include "core/event/session_layout.h"
#include "core/sync/operation.h"
#include "core/sync/scheduler.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace interleave {

/// The number of a lane in a controlled run: 0 is the main lane, workers follow in the order in which they
/// were started, which does not depend on time.
using Turn = std::uint8_t;
/// A set of lanes: bit 0 is the main lane.
using TurnSet = std::uint32_t;

inline constexpr Turn main_turn = 0;
inline constexpr Turn no_turn = 0xff;
inline constexpr std::uint32_t most_turns = 26; ///< lanes, as many as there are letters
inline constexpr std::uint32_t most_steps = 10'000;
inline constexpr std::uint32_t no_step = std::numeric_limits<std::uint32_t>::max();

constexpr TurnSet set_of(Turn lane) noexcept {
    return TurnSet{1} << lane;
}
constexpr bool contains(TurnSet lanes, Turn lane) noexcept {
    return lane < most_turns && (lanes & set_of(lane)) != 0;
}

/// Where a lane stands. Exactly one lane of a run has the turn.
enum class TurnState : std::uint32_t {
    unused,
    starting, ///< its thread or process may not be there yet
    has_turn, ///< it runs, or has handed the turn to a lane that it started and gets it back
    at_point, ///< before an operation that it has announced
    asleep,   ///< until another lane changes a word of memory, or until its deadline
    woken,    ///< and not gone on yet
    spinning, ///< until others have acted
    in_call,  ///< before a call of the kernel that would block
    ended
};

/// How the next step is chosen behind the order that is given.
enum class Rule : std::uint32_t {
    stay,  ///< with the lane as long as it can go on, then the first lane that can
    random ///< any lane that can go on, by lot
};

/// How an order ended.
enum class OrderVerdict : std::uint32_t {
    none,     ///< all lanes came to their end, or it is not over
    stuck,    ///< no lane can go on: a deadlock, or a wait for what nobody will do
    diverged, ///< the given order wants a lane that cannot make a step
    too_long, ///< it has more steps than most_steps
    count_
};

/// One step of the log: what a lane did from its announced operation to the next one.
struct StepRecord {
    std::uint64_t value; ///< that was read or written
    TurnSet offered;     ///< the lanes that could have made the step
    ObjectId object;
    SiteId site;
    Operation operation;
    Turn lane;
    std::uint8_t has_value;
};

/// One lane. Only the lane that has the turn reads or writes it, except for `go`.
struct TurnSlot {
    alignas(cache_line) std::atomic<std::uint32_t> go; ///< the lane is held until it is 1
    TurnState state;
    std::int32_t process; ///< the id of its process
    ObjectId worker;
    Turn creator; ///< a lane that waits until this one stands at its first point; no_turn: none
    // Of the last operation that it has announced:
    Operation operation;
    bool competes;  ///< a wake-up only tells it to try again, so that it is offered and not called
    bool was_ready; ///< its readiness when it was last asked by its own process
    ObjectId object;
    SiteId site;
    Readiness ready;
    std::uint32_t step; ///< which it makes; no_step: none
    // Of its sleep:
    const std::atomic<std::uint32_t>* word;
    std::int64_t deadline_ns;
    Woken how;
    // Of its call of the kernel:
    ObjectId awaited;
    // Of its spinning:
    std::uint64_t changes_seen; ///< ControlBlock::changes when it looked last
};

/// Zeroed memory is a block without lanes.
struct ControlBlock {
    // What is asked for; written before the run.
    Rule rule;
    std::uint32_t given_steps; ///< of `given`
    std::uint64_t random_state;
    std::array<Turn, most_steps> given;
    /// Whether a run that cannot go on unwinds itself, by a stop; else its host ends it.
    bool unwinds;

    // What the host may read meanwhile. Any number may stand there.
    alignas(cache_line) std::atomic<std::uint64_t> passes; ///< grows whenever the turn is passed on
    std::atomic<std::uint32_t> holder;                     ///< the Turn that has it
    std::atomic<OrderVerdict> verdict;
    std::atomic<std::uint32_t> steps; ///< in `log`
    Turn wanted;                      ///< by the given order, of OrderVerdict::diverged

    // Only the lane that has the turn reads or writes these.
    std::uint32_t lane_count;
    std::int64_t now_ns;   ///< the run's own time: it jumps only when no lane can go on
    std::uint64_t changes; ///< grows whenever a lane did more than to look
    std::array<TurnSlot, most_turns> lanes;
    std::array<StepRecord, most_steps> log;
};

static_assert(std::is_trivially_destructible_v<ControlBlock> && std::is_standard_layout_v<ControlBlock>,
              "lies in shared memory");
static_assert(sizeof(ControlBlock) <= control_capacity);

} // namespace interleave
