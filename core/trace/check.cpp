// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/check.h"

#include "core/trace/json.h"

#include <array>
#include <cmath>
#include <limits>

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

/// The bounds of what a check allows. That of Comparison::above is itself not allowed.
struct Allowed {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};

Allowed allowed(const Check& check) noexcept {
    const double room = check.expected == 0 ? check.tolerance : std::abs(check.expected) * check.tolerance;
    switch (check.comparison) {
    case Comparison::equal:
        return {check.expected - room, check.expected + room};
    case Comparison::at_least:
        return {.least = check.expected - room};
    case Comparison::at_most:
        return {.most = check.expected + room};
    case Comparison::above:
        break;
    }
    return {.least = check.expected};
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

double Check::miss() const noexcept {
    if (!measured || !std::isfinite(*measured))
        return 1;
    const auto [least, most] = allowed(*this);
    if (*measured >= least && *measured <= most)
        return 1;
    const bool too_little = *measured < least;
    const double less = too_little ? *measured : most;
    const double more = too_little ? least : *measured;
    return less > 0 ? more / less : std::numeric_limits<double>::infinity();
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
    const auto [least, most] = allowed(*this);
    holds = *measured >= least && *measured <= most && (comparison != Comparison::above || *measured > least);
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
