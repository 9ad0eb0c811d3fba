// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_request.h"

#include "core/control/order_text.h"
#include "core/event/error.h"
#include "core/scenario/nearest_name.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>

namespace interleave {

Backend backend_of(const Scenario& scenario, std::string_view word) {
    const Backend backend = parse_backend(word);
    if (std::find(scenario.backends.begin(), scenario.backends.end(), backend) != scenario.backends.end())
        return backend;
    std::string names;
    for (const Backend known : scenario.backends)
        names += (names.empty() ? "" : ", ") + std::string(name_of(known));
    throw UsageError("'" + scenario.name + "' does not run on backend '" + std::string(word) +
                     "'; it runs on " + names);
}

namespace {

/// Whether --mode asks for controlled mode.
bool is_controlled(const Arguments& arguments) {
    const auto word = arguments.value("--mode");
    if (!word || *word == "free")
        return false;
    if (*word == "controlled")
        return true;
    const std::vector<std::string> known{"free", "controlled"};
    throw UsageError(unknown_name("mode", *word, known));
}

/// Takes what --order and --seed say of the order.
void take_order(const Arguments& arguments, ControlRequest& control) {
    const auto order = arguments.value("--order");
    if (order && arguments.has("--seed"))
        throw UsageError("'--order' gives an order and '--seed' draws one by lot; leave one of the two out");
    if (order)
        control.order = order_from(*order);
    else if (arguments.has("--seed"))
        control.rule = Rule::random;
}

const Scenario& scenario_of(const Arguments& arguments, const std::string& command) {
    if (arguments.operand.empty())
        throw UsageError("'" + command + "' needs the name of a scenario; 'interleave list' shows them");
    return find_scenario(arguments.operand);
}

/// Takes what free and controlled mode have in common. `parameters` have the defaults and bounds of the mode.
void take_settings(const Arguments& arguments, const std::vector<Parameter>& parameters,
                   RunRequest& request) {
    for (const std::string& assignment : arguments.values("--set"))
        request.parameters.set(parameters, assignment);
    if (const auto word = arguments.value("--backend"))
        request.backend = backend_of(*request.scenario, *word);
    if (const auto word = arguments.value("--duration"))
        request.time_limit = std::chrono::milliseconds(
            std::llround(1000 * number("--duration", *word, 0.1, 3600, " of seconds")));
}

std::optional<std::uint64_t> seed_of(const Arguments& arguments) {
    const auto word = arguments.value("--seed");
    if (!word)
        return std::nullopt;
    return whole_number("--seed", *word, 0, std::numeric_limits<std::uint64_t>::max());
}

} // namespace

RunRequest controlled_request_of(const Arguments& arguments, const std::string& command) {
    RunRequest request = controlled_request(scenario_of(arguments, command));
    take_settings(arguments, in_controlled_mode(request.scenario->parameters), request);
    if (request.backend == Backend::gil)
        throw UsageError("controlled mode runs on threads and processes, not on backend 'gil'");
    if (const auto seed = seed_of(arguments))
        request.control->seed = *seed;
    take_order(arguments, *request.control);
    return request;
}

RunRequest request_of(const Arguments& arguments, const std::string& command) {
    if (is_controlled(arguments))
        return controlled_request_of(arguments, command);
    if (arguments.has("--order"))
        throw UsageError("'--order' needs '--mode controlled': in free mode the kernel decides who goes on");
    RunRequest request = default_request(scenario_of(arguments, command));
    take_settings(arguments, request.scenario->parameters, request);
    if (const auto seed = seed_of(arguments))
        request.seed = *seed;
    request.switch_records = !arguments.has("--no-switch-records");
    return request;
}

std::vector<Backend> backends_of(const Arguments& arguments, const Scenario& scenario) {
    const auto words = arguments.value("--backends");
    if (!words)
        return scenario.backends;
    std::vector<Backend> backends;
    std::size_t begin = 0;
    while (begin <= words->size()) {
        const std::size_t end = std::min(words->find(',', begin), words->size());
        const Backend backend = backend_of(scenario, std::string_view(*words).substr(begin, end - begin));
        if (std::find(backends.begin(), backends.end(), backend) == backends.end())
            backends.push_back(backend);
        begin = end + 1;
    }
    return backends;
}

} // namespace interleave
