// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_description.h"

#include "core/control/order_text.h"
#include "core/trace/json.h"

#include <vector>

namespace interleave {

namespace {

/// A word of a program may be no UTF-8, which a string in JSON must be. So it is a list of its bytes.
Json bytes_of(const std::string& word) {
    Json bytes = Json::array();
    for (const char byte : word)
        bytes.push_back(static_cast<unsigned char>(byte));
    return bytes;
}

Json bytes_of(const std::vector<std::string>& words) {
    Json json = Json::array();
    for (const std::string& word : words)
        json.push_back(bytes_of(word));
    return json;
}

std::string word_from(const Json& json) {
    std::string word;
    for (const Json& byte : json)
        word.push_back(static_cast<char>(byte.get<unsigned char>()));
    return word;
}

std::vector<std::string> words_from(const Json& json) {
    std::vector<std::string> words;
    for (const Json& word : json)
        words.push_back(word_from(word));
    return words;
}

Json json_of(const ControlRequest& control) {
    return {
        {"order", to_text(control.order)}, {"random", control.rule == Rule::random}, {"seed", control.seed}};
}

ControlRequest control_from(const Json& json) {
    return {order_from(json.at("order").get<std::string>()),
            json.at("random").get<bool>() ? Rule::random : Rule::stay, json.at("seed").get<std::uint64_t>()};
}

Json json_of(const SearchRequest& search) {
    return {{"strategy", static_cast<int>(search.strategy)},
            {"limit", search.limit},
            {"seed", search.seed},
            {"stop_at_first", search.stop_at_first},
            {"tried", search.from.tried},
            {"preemptions", search.from.preemptions},
            {"left_out", search.from.left_out},
            {"order", to_text(search.from.order)},
            {"table", search.table}};
}

SearchRequest search_from(const Json& json) {
    return {.strategy = static_cast<Strategy>(json.at("strategy").get<int>()),
            .limit = json.at("limit").get<std::uint64_t>(),
            .seed = json.at("seed").get<std::uint64_t>(),
            .stop_at_first = json.at("stop_at_first").get<bool>(),
            .from = {json.at("tried").get<std::uint64_t>(), json.at("preemptions").get<std::uint32_t>(),
                     json.at("left_out").get<bool>(), order_from(json.at("order").get<std::string>())},
            .table = json.at("table").get<std::size_t>()};
}

} // namespace

std::string to_text(const RunDescription& run) {
    Json json;
    if (run.program) {
        json["program"] = bytes_of(run.program->arguments);
        json["file"] = bytes_of(run.program->file);
        json["folder"] = bytes_of(run.program->folder);
        json["environment"] = bytes_of(run.program->environment);
        json["captured"] = run.program->is_captured;
    } else {
        json["scenario"] = run.scenario->name;
        json["parameters"] = to_json(run.parameters.named_values());
        json["backend"] = name_of(run.backend);
        json["seed"] = run.seed;
        if (run.control)
            json["control"] = json_of(*run.control);
        if (run.search)
            json["search"] = json_of(*run.search);
    }
    if (run.time_limit)
        json["time_limit_ms"] = run.time_limit->count();
    return one_line(json);
}

RunDescription run_description_from(const std::string& text) {
    const Json json = Json::parse(text);
    RunDescription run;
    run.time_limit.reset();
    if (json.contains("time_limit_ms"))
        run.time_limit = std::chrono::milliseconds(json.at("time_limit_ms").get<std::int64_t>());
    if (json.contains("program")) {
        run.program = ProgramToRecord{words_from(json.at("program")), word_from(json.at("folder")),
                                      words_from(json.at("environment")), word_from(json.at("file")),
                                      json.at("captured").get<bool>()};
        return run;
    }
    run.scenario = &find_scenario(json.at("scenario").get<std::string>());
    run.parameters = ParameterSet::from(run.scenario->parameters, named_values_from(json.at("parameters")));
    run.backend = parse_backend(json.at("backend").get<std::string>());
    run.seed = json.at("seed").get<std::uint64_t>();
    if (json.contains("control"))
        run.control = control_from(json.at("control"));
    if (json.contains("search"))
        run.search = search_from(json.at("search"));
    return run;
}

} // namespace interleave
