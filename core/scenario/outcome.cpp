// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/outcome.h"

#include "core/event/error.h"
#include "core/trace/json.h"

#include <algorithm>
#include <string>
#include <utility>

namespace interleave {

CheckBuilder& CheckBuilder::claims(std::string sentence) {
    check_.claim = std::move(sentence);
    return *this;
}

CheckBuilder& CheckBuilder::expects(Expectation expectation) {
    check_.comparison = expectation.comparison;
    check_.expected = expectation.value;
    check_.unit = std::move(expectation.unit);
    return *this;
}

CheckBuilder& CheckBuilder::tolerance(double tolerance) {
    check_.tolerance = tolerance;
    return *this;
}

CheckBuilder& CheckBuilder::measured(std::optional<double> value) {
    check_.measured = value;
    return *this;
}

CheckBuilder& CheckBuilder::measured_in_trace(std::string what, std::string object) {
    check_.measure = TraceMeasure{std::move(what), std::move(object)};
    return *this;
}

CheckBuilder& CheckBuilder::at_any_load() {
    check_.depends_on_load = false;
    return *this;
}

CheckBuilder& CheckBuilder::decidable_if(bool condition, const std::string& why_not) {
    if (!condition && check_.decidable) {
        check_.decidable = false;
        check_.why = why_not;
    }
    return *this;
}

CheckBuilder& CheckBuilder::doubt(std::string why) {
    check_.doubt = std::move(why);
    return *this;
}

CheckBuilder& CheckBuilder::remark(std::string text) {
    check_.why = std::move(text);
    return *this;
}

CheckBuilder Outcome::check(std::string name) {
    checks.push_back({.name = std::move(name), .claim = {}});
    return CheckBuilder(checks.back());
}

std::string said_text(const Outcome& outcome) {
    std::string text;
    for (const Said& said : outcome.said)
        text += (text.empty() ? "" : ", ") + said.name + " " + one_line(to_json(said.actual));
    return text.empty() ? "finished" : text;
}

bool says_right(const Outcome& outcome) {
    return std::all_of(outcome.said.begin(), outcome.said.end(),
                       [](const Said& said) { return said.is_right(); });
}

Json to_wire(const Outcome& outcome) {
    Json checks = Json::array();
    for (const Check& check : outcome.checks)
        checks.push_back(to_wire(check));
    Json json{{"values", to_json(outcome.values)}, {"checks", std::move(checks)}};
    for (const Said& said : outcome.said)
        json["said"].push_back(
            {{"name", said.name}, {"actual", to_json(said.actual)}, {"must_be", to_json(said.must_be)}});
    return json;
}

Outcome outcome_from_wire(const Json& json) {
    // Each check can take a walk through all events of a trace. Scenarios have up to some ten of them.
    constexpr std::size_t most_checks = 100;
    Outcome outcome;
    outcome.values = named_values_from(json.at("values"));
    if (json.at("checks").size() > most_checks)
        throw RunError("has more than " + std::to_string(most_checks) + " checks");
    for (const Json& check : json.at("checks"))
        outcome.checks.push_back(check_from_wire(check));
    if (!json.contains("said"))
        return outcome;
    if (json.at("said").size() > most_checks)
        throw RunError("says more than " + std::to_string(most_checks) + " results");
    for (const Json& said : json.at("said"))
        outcome.say(said.at("name").get<std::string>(), value_from(said.at("actual")),
                    value_from(said.at("must_be")));
    return outcome;
}

} // namespace interleave
