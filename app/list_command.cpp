// SPDX-License-Identifier: GPL-3.0-or-later
// interleave list: prints the scenarios by group, or along a path through the course; as JSON, with all that
// can be set.
#include "app/commands.h"
#include "app/output.h"

#include "core/course/course_path.h"
#include "core/course/lessons.h"
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

/// Gives what of a parameter is different in controlled mode.
Json describe_controlled(const Parameter& parameter) {
    const Parameter controlled = in_controlled_mode({parameter}).front();
    Json json;
    std::visit([&](const auto& value) { json["default"] = value; }, controlled.default_value);
    json["max"] = bound(controlled, controlled.maximum);
    return json;
}

Json describe(const Parameter& parameter, bool can_be_controlled) {
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
    if (can_be_controlled)
        json["controlled"] = describe_controlled(parameter);
    return json;
}

Json describe(const Lesson& lesson) {
    Json json;
    json["minutes"] = lesson.minutes;
    json["session"] = lesson.session;
    json["python"] = lesson.python;
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
    const bool can_be_controlled = scenario.why_not_controlled.empty();
    json["controlled"] = can_be_controlled;
    json["why_not_controlled"] = can_be_controlled ? Json(nullptr) : Json(scenario.why_not_controlled);
    json["parameters"] = Json::array();
    for (const Parameter& parameter : scenario.parameters)
        json["parameters"].push_back(describe(parameter, can_be_controlled));
    const Lesson* const lesson = find_lesson(scenario.name);
    json["lesson"] = lesson != nullptr ? describe(*lesson) : Json(nullptr);
    return json;
}

Json describe(const CoursePath& path) {
    Json json;
    json["name"] = path.name;
    json["title"] = path.title;
    json["parts"] = Json::array();
    for (const CoursePathPart& part : path.parts) {
        Json steps = Json::array();
        for (const CoursePathStep& step : part.steps)
            steps.push_back({{"scenario", step.scenario}, {"word", step.word}, {"also", step.also}});
        json["parts"].push_back({{"title", part.title}, {"steps", std::move(steps)}});
    }
    return json;
}

std::string as_json() {
    Json json;
    json["scenarios"] = Json::array();
    for (const Scenario* scenario : all_scenarios())
        json["scenarios"].push_back(describe(*scenario));
    return document(json);
}

std::string as_json(const CoursePath& path) {
    Json json;
    json["path"] = describe(path);
    json["scenarios"] = Json::array();
    for (const CoursePathPart& part : path.parts)
        for (const CoursePathStep& step : part.steps)
            json["scenarios"].push_back(describe(find_scenario(step.scenario)));
    return document(json);
}

/// Returns how wide the names are, with the gap behind them.
std::size_t width_of_names() {
    std::size_t width = 0;
    for (const Scenario* scenario : all_scenarios())
        width = std::max(width, scenario->name.size());
    return width + 3;
}

std::string as_text(const CoursePath& path) {
    std::ostringstream out;
    const std::size_t width = width_of_names();
    out << path.title << '\n';
    for (const CoursePathPart& part : path.parts) {
        out << '\n' << part.title << '\n';
        for (const CoursePathStep& step : part.steps)
            out << "  " << step.scenario << std::string(width - step.scenario.size(), ' ') << words_of(step)
                << '\n';
    }
    return out.str();
}

std::string as_text() {
    std::ostringstream out;
    const std::size_t width = width_of_names();
    const Scenario* before = nullptr;
    for (const Scenario* scenario : all_scenarios()) {
        if (before == nullptr || before->group != scenario->group)
            out << (before == nullptr ? "" : "\n") << title_of(scenario->group) << '\n';
        out << "  " << scenario->name << std::string(width - scenario->name.size(), ' ') << scenario->title
            << " (";
        for (const Backend backend : scenario->backends)
            out << (backend == scenario->backends.front() ? "" : ", ") << interleave::name_of(backend);
        out << ")\n";
        before = scenario;
    }
    return out.str();
}

int list(const Arguments& arguments, const Graphics&) {
    const bool json = arguments.has("--json");
    if (const auto name = arguments.value("--path")) {
        const CoursePath& path = find_course_path(*name);
        print(json ? as_json(path) : as_text(path));
    } else {
        print(json ? as_json() : as_text());
    }
    return 0;
}

} // namespace

const Command list_command{
    .name = "list",
    .about = "show the scenarios by group, with the backends they run on",
    .options =
        {{.name = "--path",
          .value = "PATH",
          .about =
              "the scenarios of a path with its words for them: articles, the three articles' constructs"},
         {.name = "--json",
          .about = "one JSON document, with each parameter, its type, range, default and unit"}},
    .run = list,
};

} // namespace interleave
