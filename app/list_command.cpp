// SPDX-License-Identifier: GPL-3.0-or-later
// interleave list: prints the scenarios by group; as JSON, with all that can be set.
#include "app/commands.h"
#include "app/output.h"

#include "core/scenario/scenario.h"
#include "core/trace/json.h"

#include <algorithm>
#include <sstream>
#include <type_traits>
#include <variant>

namespace interleave {

namespace {

const char* name_of(ParameterType type) {
    switch (type) {
    case ParameterType::integer:
        return "integer";
    case ParameterType::real:
        return "real";
    case ParameterType::flag:
        return "flag";
    case ParameterType::choice:
        return "choice";
    case ParameterType::text:
        return "text";
    }
    return "";
}

/// Gives the bound of a whole number as a whole number in JSON, too.
Json bound(const Parameter& parameter, double value) {
    if (parameter.type == ParameterType::integer)
        return static_cast<std::int64_t>(value);
    return parameter.type == ParameterType::real ? Json(value) : Json(nullptr);
}

Json describe(const Parameter& parameter) {
    Json json;
    json["name"] = parameter.name;
    json["type"] = name_of(parameter.type);
    json["min"] = bound(parameter, parameter.minimum);
    json["max"] = bound(parameter, parameter.maximum);
    std::visit([&](const auto& value) { json["default"] = value; }, parameter.default_value);
    json["unit"] = parameter.unit;
    json["about"] = parameter.about;
    if (parameter.type == ParameterType::choice)
        json["choices"] = parameter.choices;
    return json;
}

Json describe(const Scenario& scenario) {
    Json json;
    json["name"] = scenario.name;
    json["title"] = scenario.title;
    json["group"] = title_of(scenario.group);
    json["about"] = scenario.about;
    json["backends"] = Json::array();
    for (const Backend backend : scenario.backends)
        json["backends"].push_back(interleave::name_of(backend));
    json["parameters"] = Json::array();
    for (const Parameter& parameter : scenario.parameters)
        json["parameters"].push_back(describe(parameter));
    return json;
}

std::string as_json() {
    Json json;
    json["scenarios"] = Json::array();
    for (const Scenario* scenario : all_scenarios())
        json["scenarios"].push_back(describe(*scenario));
    return document(json);
}

std::string as_text() {
    std::ostringstream out;
    std::size_t column = 0;
    for (const Scenario* scenario : all_scenarios())
        column = std::max(column, scenario->name.size());
    const Scenario* before = nullptr;
    for (const Scenario* scenario : all_scenarios()) {
        if (before == nullptr || before->group != scenario->group)
            out << (before == nullptr ? "" : "\n") << title_of(scenario->group) << '\n';
        out << "  " << scenario->name << std::string(column + 3 - scenario->name.size(), ' ')
            << scenario->title << " (";
        for (const Backend backend : scenario->backends)
            out << (backend == scenario->backends.front() ? "" : ", ") << interleave::name_of(backend);
        out << ")\n";
        before = scenario;
    }
    return out.str();
}

int list(const Arguments& arguments, const Graphics&) {
    print(arguments.has("--json") ? as_json() : as_text());
    return 0;
}

} // namespace

const Command list_command{
    .name = "list",
    .about = "show the scenarios by group, with the backends they run on",
    .options = {{.name = "--json",
                 .about = "one JSON document, with each parameter, its type, range, default and unit"}},
    .run = list,
};

} // namespace interleave
