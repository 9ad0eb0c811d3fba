// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_description.h"

namespace interleave {

std::string to_text(const RunDescription& run) {
    Json json;
    json["scenario"] = run.scenario->name;
    json["parameters"] = run.parameters.to_json();
    json["backend"] = name_of(run.backend);
    json["seed"] = run.seed;
    json["time_limit_ms"] = run.time_limit.count();
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

RunDescription run_description_from(const std::string& text) {
    const Json json = Json::parse(text);
    RunDescription run;
    run.scenario = &find_scenario(json.at("scenario").get<std::string>());
    run.parameters = ParameterSet::from_json(run.scenario->parameters, json.at("parameters"));
    run.backend = parse_backend(json.at("backend").get<std::string>());
    run.seed = json.at("seed").get<std::uint64_t>();
    run.time_limit = std::chrono::milliseconds(json.at("time_limit_ms").get<std::int64_t>());
    return run;
}

} // namespace interleave
