// SPDX-License-Identifier: GPL-3.0-or-later
// interleave explore NAME: runs a scenario in many orders of its steps and says which of them come out wrong.
#include "app/commands.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/run_request.h"
#include "app/stop_signals.h"
#include "app/text_columns.h"

#include "core/analysis/figure.h"
#include "core/control/order_text.h"
#include "core/event/error.h"
#include "core/experiment/exploration.h"
#include "core/scenario/nearest_name.h"
#include "core/trace/json.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace interleave {

namespace {

constexpr int exit_complete = 0; ///< all orders were tried, and none is bad
constexpr int exit_incomplete = 1;
constexpr int exit_bad = 3;

Strategy strategy_of(const Arguments& arguments) {
    const auto word = arguments.value("--strategy");
    if (arguments.has("--prove")) {
        if (word && *word != name_of(Strategy::all))
            throw UsageError("'--prove' tries all orders; leave out '--strategy " + *word + "'");
        return Strategy::all;
    }
    if (!word)
        return Strategy::few_switches;
    std::vector<std::string> known;
    for (const Strategy strategy : {Strategy::all, Strategy::few_switches, Strategy::random}) {
        if (*word == name_of(strategy))
            return strategy;
        known.emplace_back(name_of(strategy));
    }
    throw UsageError(unknown_name("strategy", *word, known));
}

ExploreRequest exploration_of(const Arguments& arguments) {
    const RunRequest run = controlled_request_of(arguments, "explore");
    ExploreRequest request;
    request.scenario = run.scenario;
    request.parameters = run.parameters;
    request.backend = run.backend;
    request.strategy = strategy_of(arguments);
    request.seed = run.control->seed;
    request.stop_at_first = arguments.has("--stop-at-first");
    if (const auto word = arguments.value("--limit"))
        request.limit = whole_number("--limit", *word, 1, 1'000'000'000);
    else if (request.strategy == Strategy::random)
        request.limit = 10'000;
    if (const auto word = arguments.value("--for"))
        request.time_limit = std::chrono::milliseconds(
            std::llround(1000 * number("--for", *word, 0.1, 86'400, " of seconds")));
    return request;
}

std::string settings_text(const ExploreRequest& request) {
    std::string text;
    for (const auto& [name, value] : request.parameters.named_values())
        text += (text.empty() ? "" : ", ") + name + "=" + one_line(to_json(value));
    return text;
}

/// Returns the command that runs one order with the same parameters.
std::string command_text(const ExploreRequest& request, const FoundOutcome& outcome) {
    std::string text = "interleave run " + request.scenario->name + " --mode controlled";
    const ParameterSet defaults(in_controlled_mode(request.scenario->parameters));
    const NamedValues usual = defaults.named_values();
    for (const auto& [name, value] : request.parameters.named_values()) {
        if (value == usual.at(name))
            continue;
        const std::string word = one_line(to_json(value));
        text += " --set " + name + "=" + (word.starts_with('"') ? word.substr(1, word.size() - 2) : word);
    }
    if (request.backend != request.scenario->backends.front())
        text += std::string(" --backend ") + name_of(request.backend);
    return text + " --order " + to_text(outcome.shortest);
}

std::string as_text(const ExploreRequest& request, const Exploration& found) {
    std::string text = request.scenario->name + ", " + name_of(request.backend) + ", " +
                       settings_text(request) + "\n" + coverage_text(request, found) + ": " +
                       std::to_string(found.bad()) + " bad\n";
    for (const FoundOutcome& outcome : found.outcomes) {
        const double share = 100 * static_cast<double>(outcome.orders) / static_cast<double>(found.explored);
        text += at_right(std::to_string(outcome.orders), 10) + at_right(formatted(share, "%.1f %%"), 9) +
                "  " + (is_bad(outcome.kind) ? "bad   " : "      ") +
                (outcome.kind == OrderKind::right || outcome.kind == OrderKind::wrong
                     ? ""
                     : std::string(name_of(outcome.kind)) + ": ") +
                outcome.text + "\n";
    }
    for (const FoundOutcome& outcome : found.outcomes) {
        if (!is_bad(outcome.kind) || outcome.shortest.empty())
            continue;
        text += "shortest with " + outcome.text + ": " + to_text(outcome.shortest, " ") + ", " +
                counted(outcome.length.preemptions, "preemptions") + "\n  " + command_text(request, outcome) +
                "\n";
        if (outcome.replays_differ)
            text += "  but it came out otherwise when it was run again: between its points the program is "
                    "not deterministic\n";
    }
    for (const std::string& note : found.notes)
        text += note + "\n";
    return text + counted(found.runs, "runs") + " in " + formatted(found.seconds, "%.2f s") + ", " +
           counted(found.steps.least, "steps") +
           (found.steps.least != found.steps.most ? " to " + std::to_string(found.steps.most) : "") +
           " an order\none lane at a time: what a processor reorders is not in it\n";
}

int explore(const Arguments& arguments, const Graphics&) {
    const ExploreRequest request = exploration_of(arguments);
    StopSignals stop;
    Exploration found;
    {
        ProgressLine line;
        found = explore_orders(request, [&](const Exploration& so_far) {
            line.show(counted(so_far.explored, "orders") + "   Ctrl+C stops and keeps what was found");
            return stop.received() == 0;
        });
    }
    print(arguments.has("--json") ? document(to_json(request, found)) : as_text(request, found));
    if (stop.received() != 0)
        return 128 + stop.received();
    if (found.bad() > 0)
        return exit_bad;
    return found.complete ? exit_complete : exit_incomplete;
}

} // namespace

const Command explore_command{
    .name = "explore",
    .operand = "NAME",
    .about = "run a scenario in many orders of its steps: how many come out wrong, and the shortest of them",
    .options =
        {
            {.name = "--set",
             .value = "NAME=VALUE",
             .about = "set a parameter of the scenario",
             .repeatable = true},
            {.name = "--backend", .value = "B", .about = "threads or processes"},
            {.name = "--strategy",
             .value = "S",
             .about = "all, few-switches (those with few first) or random (few-switches)"},
            {.name = "--seed", .value = "N", .about = "seed of random (1)"},
            {.name = "--limit",
             .value = "N",
             .about = "try so many orders at most (1000000, of random 10000)"},
            {.name = "--for", .value = "S", .about = "end the search after S seconds"},
            {.name = "--stop-at-first", .about = "end the search when an order is bad"},
            {.name = "--prove", .about = "all orders: status 0 only if every one was tried and none is bad"},
            {.name = "--json", .about = "one JSON document on standard output"},
        },
    .more =
        "Status 0: all orders were tried and none is bad; 3: a bad one was found; 1: not all were tried.\n"
        "Parameters have small defaults: the number of orders grows very fast with the number of steps.\n"
        "Ctrl+C stops the search and prints what was found.\n",
    .run = explore,
};

} // namespace interleave
