// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/exploration.h"

#include "core/control/order_log.h"
#include "core/control/order_text.h"
#include "core/engine/end_report.h"
#include "core/engine/engine_process.h"
#include "core/engine/region_plan.h"
#include "core/event/clock_description.h"
#include "core/event/printable_text.h"
#include "core/trace/json.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <tuple>
#include <utility>

namespace interleave {

namespace {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock;

constexpr auto look_every = 20ms;
/// A lane that keeps the turn for so long will not give it back.
constexpr auto longest_turn = 1s;
/// After so many orders that ended their engine the search is given up.
constexpr std::uint32_t most_restarts = 20;
/// Only lanes write, and nobody reads, so rings need no room for more than the values of a step.
constexpr std::uint64_t ring_records = 2048;

std::vector<Turn> lanes_of(const KeptOrder& kept) {
    if (kept.steps > most_kept_steps)
        return {};
    std::vector<Turn> lanes(kept.lanes.begin(), kept.lanes.begin() + kept.steps);
    for (Turn& lane : lanes)
        lane = std::min(lane, static_cast<Turn>(most_turns - 1));
    return lanes;
}

std::string text_of(const OutcomeEntry& entry) {
    std::array<char, outcome_text_capacity> copy = entry.text;
    copy.back() = '\0';
    return printable_text(copy.data());
}

/// One engine of a search, and the memory in which it tells what it found.
class Searcher {
public:
    Searcher(const ExploreRequest& request, const SearchState& from, std::uint64_t limit)
        : region_(SessionRegion::create(region_plan({.ring_records = ring_records, .lanes = 1, .records = 1},
                                                    request.scenario->most_lanes, region_limits())
                                            .layout,
                                        best_clock_source()))
        , table_(*static_cast<SearchTable*>(region_->allocate(sizeof(SearchTable), alignof(SearchTable))))
        , engine_({.scenario = request.scenario,
                   .parameters = request.parameters,
                   .backend = request.backend,
                   .time_limit = {},
                   .search = SearchRequest{request.strategy, limit, request.seed, request.stop_at_first, from,
                                           region_->offset_of(&table_)}},
                  *region_) {
        engine_.open_gate();
    }

    SearchTable& table() noexcept { return table_; }
    const ControlBlock& block() const noexcept {
        return *reinterpret_cast<const ControlBlock*>(region_->control());
    }
    OrderLog log() const { return read_order(block(), region_->reader()); }
    std::string failure() const { return region_->reader().failure(); }

    /// Waits a little. Returns false when the engine has ended.
    bool goes_on() {
        report_ = engine_.wait_for_end(look_every);
        const auto now = Time::now();
        const std::uint64_t passes = block().passes.load(std::memory_order_relaxed);
        if (passes != passes_ || changed_ == Time::time_point()) {
            passes_ = passes;
            changed_ = now;
        }
        return !report_;
    }
    bool is_stalled() const { return !report_ && Time::now() - changed_ > longest_turn; }
    const std::optional<EndReport>& report() const noexcept { return report_; }

private:
    std::unique_ptr<SessionRegion> region_;
    SearchTable& table_;
    EngineProcess engine_; ///< destroyed before the region
    std::optional<EndReport> report_;
    std::uint64_t passes_ = 0;
    Time::time_point changed_{};
};

/// Adds up what engines found, one after the other.
class Sum {
public:
    /// Adds all that the table of an engine says. It may say anything.
    void add(const SearchTable& table) {
        found.explored += table.explored.load(std::memory_order_relaxed);
        found.runs += table.runs.load(std::memory_order_relaxed);
        found.complete = table.complete.load(std::memory_order_relaxed) != 0;
        found.preemptions = table.preemptions.load(std::memory_order_relaxed);
        const auto entries =
            std::min<std::size_t>(table.outcomes.load(std::memory_order_acquire), most_outcomes);
        for (std::size_t number = 0; number < entries; ++number) {
            const OutcomeEntry& entry = table.entries[number];
            add({std::min(entry.kind, OrderKind::stalled), text_of(entry), entry.orders,
                 lanes_of(entry.first), lanes_of(entry.shortest), entry.shortest.length,
                 entry.replays_differ != 0});
        }
        if (const std::uint64_t uncounted = table.uncounted.load(std::memory_order_relaxed); uncounted > 0)
            found.notes.push_back(std::to_string(uncounted) +
                                  " orders had other outcomes than the first thousand");
        for (std::size_t steps = 0; steps < with_steps_.size(); ++steps)
            with_steps_[steps] += table.orders_with_steps[steps];
    }

    /// Adds the order that ended its engine.
    void add_last_order(OrderKind kind, const std::string& text, const std::vector<TriedStep>& steps) {
        std::vector<Turn> order;
        for (const TriedStep& step : steps)
            order.push_back(step.lane);
        ++found.explored;
        ++with_steps_[steps.size()];
        add({kind, text, 1, order, order, length_of(steps), false});
    }

    Exploration result(Time::time_point begin) {
        std::stable_sort(found.outcomes.begin(), found.outcomes.end(),
                         [](const FoundOutcome& a, const FoundOutcome& b) {
                             return a.orders != b.orders ? a.orders > b.orders : a.text < b.text;
                         });
        found.steps = counts_of_steps();
        found.seconds = std::chrono::duration<double>(Time::now() - begin).count();
        return std::move(found);
    }

    Exploration found;

private:
    void add(FoundOutcome outcome) {
        const auto known =
            std::find_if(found.outcomes.begin(), found.outcomes.end(), [&](const FoundOutcome& other) {
                return other.kind == outcome.kind && other.text == outcome.text;
            });
        if (known == found.outcomes.end()) {
            found.outcomes.push_back(std::move(outcome));
            return;
        }
        known->orders += outcome.orders;
        known->replays_differ = known->replays_differ || outcome.replays_differ;
        if (std::tie(outcome.length, outcome.shortest) < std::tie(known->length, known->shortest)) {
            known->length = outcome.length;
            known->shortest = std::move(outcome.shortest);
        }
    }

    StepCounts counts_of_steps() const {
        std::uint64_t all = 0;
        for (const std::uint64_t orders : with_steps_)
            all += orders;
        StepCounts counts;
        std::uint64_t seen = 0;
        for (std::uint32_t steps = 0; steps < with_steps_.size(); ++steps) {
            if (with_steps_[steps] == 0)
                continue;
            if (seen == 0)
                counts.least = steps;
            if (seen <= all / 2)
                counts.median = steps;
            counts.most = steps;
            seen += with_steps_[steps];
        }
        return counts;
    }

    std::vector<std::uint64_t> with_steps_ = std::vector<std::uint64_t>(most_steps + 1);
};

/// Says which lane did what last, behind what happened to the engine.
std::string last_step_text(const OrderLog& log) {
    if (log.steps.empty())
        return " before the first step";
    return " in step " + std::to_string(log.steps.size()) + ", " + to_text(log.steps.back());
}

/// Returns where the search goes on behind the order that ended its engine; nothing if it was the last one.
std::optional<SearchState> state_behind(Strategy strategy, const SearchTable& table,
                                        const std::vector<TriedStep>& steps) {
    if (strategy == Strategy::random)
        return SearchState{.tried = table.tried.load(std::memory_order_relaxed) + 1};
    const std::uint32_t preemptions = table.preemptions.load(std::memory_order_relaxed);
    bool left_out = table.left_out.load(std::memory_order_relaxed) != 0;
    DepthFirst orders(strategy == Strategy::all ? DepthFirst::unbounded : preemptions);
    const bool goes_on = orders.advance(steps);
    left_out = left_out || orders.left_out();
    if (goes_on)
        return SearchState{.preemptions = preemptions, .left_out = left_out, .order = orders.order()};
    if (strategy == Strategy::all || !left_out)
        return std::nullopt;
    return SearchState{.preemptions = preemptions + 1};
}

} // namespace

std::uint64_t Exploration::bad() const noexcept {
    std::uint64_t count = 0;
    for (const FoundOutcome& outcome : outcomes)
        count += is_bad(outcome.kind) ? outcome.orders : 0;
    return count;
}

bool Exploration::deterministic() const noexcept {
    return std::none_of(outcomes.begin(), outcomes.end(),
                        [](const FoundOutcome& outcome) { return outcome.replays_differ; });
}

Exploration explore_orders(const ExploreRequest& request,
                           const std::function<bool(const Exploration&)>& progress) {
    if (request.scenario->validate)
        request.scenario->validate(request.parameters);
    const auto begin = Time::now();
    Sum sum;
    std::optional<SearchState> state = SearchState();
    while (state) {
        Searcher searcher(request, *state, request.limit - sum.found.explored);
        SearchTable& table = searcher.table();
        state.reset();
        while (searcher.goes_on() && !searcher.is_stalled()) {
            Exploration so_far;
            so_far.explored = sum.found.explored + table.explored.load(std::memory_order_relaxed);
            if (!progress(so_far) || (request.time_limit && Time::now() - begin > *request.time_limit))
                table.stop_asked.store(1, std::memory_order_relaxed);
        }
        sum.add(table);
        const std::optional<EndReport>& report = searcher.report();
        if (report && !report->result.empty()) {
            const SessionResult result = judge(*report, Ended::stopped);
            if (!result.error.empty())
                sum.found.notes.push_back(result.error);
            continue;
        }
        if (report && (report->guardian || report->guardian_was_killed)) {
            sum.found.complete = false;
            sum.found.notes.push_back(judge(*report, Ended::stopped).error);
            continue;
        }
        const OrderLog log = searcher.log();
        const std::string what =
            report ? "the engine " + words_for(report->engine) : "a lane did not come to its next operation";
        if (table.shortens.load(std::memory_order_relaxed) != 0) {
            sum.found.notes.push_back(what + " while failures were being made shorter");
            continue;
        }
        const std::vector<TriedStep> steps = tried_steps(searcher.block());
        sum.add_last_order(report ? OrderKind::crashed : OrderKind::stalled, what + last_step_text(log),
                           steps);
        sum.found.complete = false;
        const bool is_enough = request.stop_at_first || sum.found.explored >= request.limit ||
                               table.stop_asked.load(std::memory_order_relaxed) != 0;
        if (++sum.found.restarts > most_restarts)
            sum.found.notes.push_back("the search was given up after " + std::to_string(most_restarts) +
                                      " orders that ended their engine");
        else if (!is_enough) {
            state = state_behind(request.strategy, table, steps);
            sum.found.complete = !state;
        }
    }
    return sum.result(begin);
}

std::string coverage_text(const ExploreRequest& request, const Exploration& found) {
    const std::string orders = std::to_string(found.explored);
    if (found.complete)
        return found.explored == 1 ? "the only order there is" : "all " + orders + " orders";
    const std::string some = orders + (found.explored == 1 ? " order" : " orders");
    if (request.strategy != Strategy::random) {
        const bool knows_preemptions = request.strategy == Strategy::few_switches && found.preemptions > 0;
        return some + ", and not all" +
               (knows_preemptions
                    ? "; among them all with fewer than " + std::to_string(found.preemptions) + " preemptions"
                    : "");
    }
    if (found.bad() > 0 || found.explored == 0)
        return some + " by lot";
    char share[32];
    std::snprintf(share, sizeof share, "%.3g", 300.0 / static_cast<double>(found.explored));
    return "no failure in " + some + " by lot: with 95 % confidence under " + share +
           " % of such orders fail (3/" + orders + ")";
}

Json to_json(const ExploreRequest& request, const Exploration& found) {
    Json json;
    json["scenario"] = request.scenario->name;
    json["parameters"] = to_json(request.parameters.named_values());
    json["backend"] = name_of(request.backend);
    json["memory"] = "one lane at a time";
    json["time"] = "patient";
    json["strategy"] = name_of(request.strategy);
    json["seed"] = request.seed;
    json["orders"] = {{"explored", found.explored},
                      {"complete", found.complete},
                      {"total", found.complete ? Json(found.explored) : Json()},
                      {"bad", found.bad()},
                      {"estimate", Json()},
                      {"different", Json()}};
    json["coverage"] = coverage_text(request, found);
    json["outcomes"] = Json::array();
    json["failures"] = Json::array();
    for (const FoundOutcome& outcome : found.outcomes) {
        json["outcomes"].push_back(
            {{"text", outcome.text},
             {"orders", outcome.orders},
             {"share", static_cast<double>(outcome.orders) / static_cast<double>(found.explored)},
             {"bad", is_bad(outcome.kind)},
             {"example", to_text(is_bad(outcome.kind) ? outcome.shortest : outcome.first)}});
        if (!is_bad(outcome.kind))
            continue;
        json["failures"].push_back({{"kind", name_of(outcome.kind)},
                                    {"text", outcome.text},
                                    {"orders", outcome.orders},
                                    {"first", to_text(outcome.first)},
                                    {"shortest",
                                     {{"order", to_text(outcome.shortest)},
                                      {"steps", outcome.length.steps},
                                      {"preemptions", outcome.length.preemptions},
                                      {"switches", outcome.length.switches}}},
                                    {"replays", !outcome.replays_differ}});
    }
    json["steps"] = {
        {"least", found.steps.least}, {"median", found.steps.median}, {"most", found.steps.most}};
    json["runs"] = found.runs;
    json["seconds"] = found.seconds;
    json["orders_per_s"] = found.seconds > 0 ? static_cast<double>(found.runs) / found.seconds : 0;
    json["restarts"] = found.restarts;
    json["deterministic"] = found.deterministic();
    json["notes"] = found.notes;
    return json;
}

} // namespace interleave
