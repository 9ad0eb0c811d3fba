// SPDX-License-Identifier: GPL-3.0-or-later
// Searches through the orders of a scenario's steps for those that come out wrong, with the real threads or
// processes of the scenario.
#pragma once

#include "core/engine/order_search.h"
#include "core/engine/session.h"
#include "core/trace/json_forward.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

struct ExploreRequest {
    const Scenario* scenario = nullptr;
    ParameterSet parameters;
    Backend backend = Backend::threads;
    Strategy strategy = Strategy::few_switches;
    std::uint64_t seed = 1; ///< of Strategy::random
    std::uint64_t limit = 1'000'000;
    std::optional<std::chrono::milliseconds> time_limit{}; ///< of the search, without shortening
    bool stop_at_first = false;                            ///< when an order is bad
};

/// Orders with the same outcome.
struct FoundOutcome {
    OrderKind kind;
    std::string text;
    std::uint64_t orders = 0;
    std::vector<Turn> first;    ///< the first that was found; empty if it was too long to be kept
    std::vector<Turn> shortest; ///< of those that were run
    OrderLength length{};       ///< of the shortest
    bool replays_differ = false;
};

struct StepCounts {
    std::uint32_t least = 0;
    std::uint32_t median = 0;
    std::uint32_t most = 0;
};

struct Exploration {
    std::uint64_t explored = 0;         ///< orders
    std::uint64_t runs = 0;             ///< with those that a strategy repeats
    bool complete = false;              ///< there is no other order
    std::uint32_t preemptions = 0;      ///< of few_switches: of the orders that were searched last
    std::vector<FoundOutcome> outcomes; ///< those of most orders first
    StepCounts steps;
    double seconds = 0;
    std::uint32_t restarts = 0; ///< of the engine, because an order did not let it go on
    std::vector<std::string> notes;

    std::uint64_t bad() const noexcept;
    /// Whether each failure came out the same when it was run again.
    bool deterministic() const noexcept;
};

/// `progress` is called several times a second; when it returns false, the search ends with what it has. The
/// function blocks the calling thread. Throws RunError if no engine can be started, UsageError for parameters
/// that the scenario refuses.
Exploration explore_orders(const ExploreRequest& request,
                           const std::function<bool(const Exploration&)>& progress);

/// Returns what the search proves, in one sentence: "all 70 orders", or what can be said of a part of them.
std::string coverage_text(const ExploreRequest& request, const Exploration& found);

/// Programs read these keys. docs/command-line.md describes each of them.
Json to_json(const ExploreRequest& request, const Exploration& found);

} // namespace interleave
