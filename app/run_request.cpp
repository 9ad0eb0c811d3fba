// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_request.h"

#include "core/event/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

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

RunRequest request_of(const Arguments& arguments, const std::string& command) {
    if (arguments.operand.empty())
        throw UsageError("'" + command + "' needs the name of a scenario; 'interleave list' shows them");
    const Scenario& scenario = find_scenario(arguments.operand);
    RunRequest request = default_request(scenario);
    for (const std::string& assignment : arguments.values("--set"))
        request.parameters.set(scenario.parameters, assignment);
    if (const auto word = arguments.value("--backend"))
        request.backend = backend_of(scenario, *word);
    if (const auto word = arguments.value("--seed"))
        request.seed = whole_number("--seed", *word, 0, std::numeric_limits<std::uint64_t>::max());
    if (const auto word = arguments.value("--duration"))
        request.time_limit = std::chrono::milliseconds(
            std::llround(1000 * number("--duration", *word, 0.1, 3600, " of seconds")));
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
