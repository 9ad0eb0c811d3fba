// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/outcome.h"

#include <array>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

constexpr std::array comparison_names{"equal", "at least", "at most", "above"};

const char* name_of(Comparison comparison) {
    return comparison_names.at(static_cast<std::size_t>(comparison));
}

/// NaN and infinity have no place in JSON; they become null.
Json number(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

template <typename Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Comparison comparison_from(const std::string& name) {
    for (std::size_t i = 0; i < comparison_names.size(); ++i) {
        if (name == comparison_names.at(i))
            return static_cast<Comparison>(i);
    }
    return Comparison::equal;
}

} // namespace

const char* words_of(Comparison comparison) noexcept {
    switch (comparison) {
    case Comparison::at_least:
        return "at least ";
    case Comparison::at_most:
        return "at most ";
    case Comparison::above:
        return "above ";
    case Comparison::equal:
        break;
    }
    return "";
}

void Check::decide() {
    holds.reset();
    if (!decidable)
        return;
    if (!measured || !std::isfinite(*measured)) {
        if (why.empty())
            why = "it was not measured";
        return;
    }
    const double room = expected == 0 ? tolerance : std::abs(expected) * tolerance;
    switch (comparison) {
    case Comparison::equal:
        holds = std::abs(*measured - expected) <= room;
        break;
    case Comparison::at_least:
        holds = *measured >= expected - room;
        break;
    case Comparison::at_most:
        holds = *measured <= expected + room;
        break;
    case Comparison::above:
        holds = *measured > expected;
        break;
    }
    if (holds == false && !doubt.empty()) {
        holds.reset();
        why = doubt;
    }
}

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

Json to_json(const Check& check) {
    return {{"name", check.name},
            {"claim", check.claim},
            {"expected", number(check.expected)},
            {"measured", number(check.measured)},
            {"unit", check.unit},
            {"tolerance", check.tolerance},
            {"comparison", name_of(check.comparison)},
            {"holds", or_null(check.holds)},
            {"why", check.why}};
}

Json to_wire(const Outcome& outcome) {
    Json checks = Json::array();
    for (const Check& check : outcome.checks) {
        Json json = to_json(check);
        json["decidable"] = check.decidable;
        json["doubt"] = check.doubt;
        if (check.measure)
            json["measure"] = {{"what", check.measure->what}, {"object", check.measure->object}};
        checks.push_back(std::move(json));
    }
    return {{"values", outcome.values}, {"checks", std::move(checks)}};
}

Outcome outcome_from_wire(const Json& json) {
    Outcome outcome;
    outcome.values = json.at("values");
    for (const Json& wire : json.at("checks")) {
        Check check;
        check.name = wire.at("name").get<std::string>();
        check.claim = wire.at("claim").get<std::string>();
        check.expected = wire.at("expected").is_null() ? std::nan("") : wire.at("expected").get<double>();
        if (!wire.at("measured").is_null())
            check.measured = wire.at("measured").get<double>();
        check.unit = wire.at("unit").get<std::string>();
        check.tolerance = wire.at("tolerance").get<double>();
        check.comparison = comparison_from(wire.at("comparison").get<std::string>());
        if (!wire.at("holds").is_null())
            check.holds = wire.at("holds").get<bool>();
        check.why = wire.at("why").get<std::string>();
        check.decidable = wire.at("decidable").get<bool>();
        check.doubt = wire.at("doubt").get<std::string>();
        if (wire.contains("measure"))
            check.measure = TraceMeasure{wire["measure"].at("what").get<std::string>(),
                                         wire["measure"].at("object").get<std::string>()};
        outcome.checks.push_back(std::move(check));
    }
    return outcome;
}

} // namespace interleave
