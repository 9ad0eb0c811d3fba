// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/check.h"

#include "core/trace/json.h"

#include <array>
#include <cmath>

namespace interleave {

namespace {

constexpr std::array comparison_names{"equal", "at least", "at most", "above"};

const char* name_of(Comparison comparison) {
    return comparison_names.at(static_cast<std::size_t>(comparison));
}

/// JSON has no NaN and no infinity; they become null.
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

Json to_json(const Check& check) {
    return {{"name", check.name},
            {"claim", check.claim},
            {"expected", number(check.expected)},
            {"measured", number(check.measured)},
            {"unit", check.unit},
            {"tolerance", check.tolerance},
            {"comparison", name_of(check.comparison)},
            {"depends_on_load", check.depends_on_load},
            {"holds", or_null(check.holds)},
            {"why", check.why}};
}

Json to_wire(const Check& check) {
    Json wire = to_json(check);
    wire["decidable"] = check.decidable;
    wire["doubt"] = check.doubt;
    if (check.measure)
        wire["measure"] = {{"what", check.measure->what}, {"object", check.measure->object}};
    return wire;
}

Check check_from_wire(const Json& wire) {
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
    check.depends_on_load = wire.at("depends_on_load").get<bool>();
    check.decidable = wire.at("decidable").get<bool>();
    check.doubt = wire.at("doubt").get<std::string>();
    if (wire.contains("measure"))
        check.measure = TraceMeasure{wire["measure"].at("what").get<std::string>(),
                                     wire["measure"].at("object").get<std::string>()};
    return check;
}

} // namespace interleave
