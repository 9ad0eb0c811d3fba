// SPDX-License-Identifier: GPL-3.0-or-later
// A search through the orders of a scenario: what the host asks of the engine, and the table in the session's
// memory in which the engine keeps what it found. The table outlives a crash of the engine.
#pragma once

#include "core/control/control_block.h"
#include "core/control/search.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

enum class Strategy {
    all,          ///< depth first, every order once
    few_switches, ///< all orders without a preemption, then those with one, with two …
    random        ///< by lot: at each step each lane that can go on is as likely as another
};

/// Where a search goes on. An engine that ends in the middle is followed by another one.
struct SearchState {
    std::uint64_t tried = 0;       ///< orders that were drawn by lot before
    std::uint32_t preemptions = 0; ///< the present bound of few_switches
    bool left_out = false;         ///< whether this bound left out an order
    std::vector<Turn> order{};     ///< to be run first
};

struct SearchRequest {
    Strategy strategy = Strategy::few_switches;
    std::uint64_t limit = 0; ///< orders to be tried by this engine
    std::uint64_t seed = 1;
    bool stop_at_first = false; ///< when an order is bad
    SearchState from{};
    std::size_t table = 0; ///< the offset of the SearchTable in the session's memory
};

enum class OrderKind : std::uint32_t {
    right,
    wrong,    ///< what the scenario says of its results is not right
    deadlock, ///< no lane could go on
    endless,  ///< it had too many steps
    failed,   ///< the scenario threw
    crashed,  ///< the engine was ended by a signal
    stalled,  ///< a lane did not come to its next operation
    count_
};
constexpr bool is_bad(OrderKind kind) noexcept {
    return kind != OrderKind::right;
}
/// Returns a stable word, as in exported data; "?" for an unknown one.
const char* name_of(OrderKind kind) noexcept;
const char* name_of(Strategy strategy) noexcept;

inline constexpr std::size_t most_outcomes = 1000;
inline constexpr std::size_t outcome_text_capacity = 256; ///< bytes, with the terminating zero
inline constexpr std::size_t most_kept_steps = 512;

/// An order of a table.
struct KeptOrder {
    std::uint32_t steps; ///< may be more than most_kept_steps, of which only those are kept
    OrderLength length;
    std::array<Turn, most_kept_steps> lanes;
};

/// All orders that had the same outcome.
struct OutcomeEntry {
    OrderKind kind;
    std::uint32_t replays_differ; ///< 1: the shortest one came out, or went, otherwise when it was run again
    std::uint64_t orders;
    KeptOrder first;
    KeptOrder shortest; ///< of those that were seen
    std::array<char, outcome_text_capacity> text;
};

/// Is written by the engine's main lane, and read by the host while the search goes on.
struct SearchTable {
    std::atomic<std::uint32_t> stop_asked; ///< by the host
    std::atomic<std::uint64_t> explored;   ///< orders whose outcome was counted
    std::atomic<std::uint64_t> runs;       ///< all that were run: also repeated ones
    std::atomic<std::uint64_t> bad;
    std::atomic<std::uint32_t> outcomes; ///< of `entries` that are complete
    std::atomic<std::uint32_t> complete; ///< 1: no order is left
    std::atomic<std::uint32_t> shortens; ///< 1: the search is over, and failures are being made shorter
    // Where the search stands.
    std::atomic<std::uint64_t> tried;
    std::atomic<std::uint32_t> preemptions;
    std::atomic<std::uint32_t> left_out;
    std::atomic<std::uint64_t> uncounted; ///< orders whose outcome found no room
    std::array<std::uint32_t, most_steps + 1> orders_with_steps;
    std::array<OutcomeEntry, most_outcomes> entries;
};

} // namespace interleave
