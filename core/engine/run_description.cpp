// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_description.h"

#include "core/trace/json.h"

namespace interleave {

std::string to_text(const RunDescription& run) {
    Json json;
    json["scenario"] = run.scenario->name;
    json["parameters"] = to_json(run.parameters.named_values());
    json["backend"] = name_of(run.backend);
    json["seed"] = run.seed;
    json["time_limit_ms"] = run.time_limit.count();
    return one_line(json);
}

RunDescription run_description_from(const std::string& text) {
    const Json json = Json::parse(text);
    RunDescription run;
    run.scenario = &find_scenario(json.at("scenario").get<std::string>());
    run.parameters = ParameterSet::from(run.scenario->parameters, named_values_from(json.at("parameters")));
    run.backend = parse_backend(json.at("backend").get<std::string>());
    run.seed = json.at("seed").get<std::uint64_t>();
    run.time_limit = std::chrono::milliseconds(json.at("time_limit_ms").get<std::int64_t>());
    return run;
}

} // namespace interleave
