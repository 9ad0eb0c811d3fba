// SPDX-License-Identifier: GPL-3.0-or-later
// Registers a page of the catalogue in the list of scenarios. A page includes this and has, in this order:
// `struct Settings`, whose members are its parameters; `struct Measured`, the plain data that a run measures;
// `run`, which contains only the concurrent part; `check`, which compares the measured data with theory; and
// the constant `registration`. All that is in a namespace of the page\'s own, so that pages can be compiled
// together. README, "Adding a scenario", shows an example.
#pragma once

#include "core/scenario/scenario.h"
#include "core/scenario/setting.h"
#include "core/scenario/stage.h"

#include <source_location>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

/// A page's function `check`. It runs in the engine after `run`, in the same process and on the main lane. It
/// may take the backend as a third argument.
template <typename Settings, typename Measured>
class CheckFunction {
public:
    CheckFunction(Outcome (*check)(const Settings&, const Measured&)) noexcept : check_(check) {}
    CheckFunction(Outcome (*check)(const Settings&, const Measured&, Backend)) noexcept
        : check_for_backend_(check) {}

    Outcome operator()(const Settings& settings, const Measured& measured, Backend backend) const {
        return check_ != nullptr ? check_(settings, measured)
                                 : check_for_backend_(settings, measured, backend);
    }

private:
    Outcome (*check_)(const Settings&, const Measured&) = nullptr;
    Outcome (*check_for_backend_)(const Settings&, const Measured&, Backend) = nullptr;
};

/// A scenario as its page describes it. Scenario explains the members.
template <typename Settings, typename Measured>
struct CatalogueEntry {
    std::string name;
    std::string title;
    Group group;
    int order = 0;
    std::string about;
    std::vector<Backend> backends;
    std::vector<Setting<Settings>> parameters{};
    std::uint32_t most_lanes = Scenario::usual_most_lanes;
    void (*validate)(const Settings&) = nullptr;
    ExpectedRecords (*expected_records)(const Settings&) = nullptr;
    Measured (*run)(Stage&, const Settings&);
    CheckFunction<Settings, Measured> check;
    Outcome (*check_deadlock)(const Settings&, int lanes_in_ring) = nullptr;
    std::string why_not_controlled = "it is not prepared for it";
};

/// A page that can be run in controlled mode says so with this as its `why_not_controlled`. It has steps that
/// can be counted, and says what must come out of them (Outcome::say).
inline constexpr const char* can_be_controlled = "";

/// Returns a struct filled with the values of a run. Throws std::logic_error if one is missing.
template <typename Settings>
Settings filled(const std::vector<Setting<Settings>>& parameters, const ParameterSet& values) {
    Settings settings{};
    for (const Setting<Settings>& setting : parameters)
        setting.store(settings, values.value(setting.parameter.name));
    return settings;
}

/// Converts an entry to a scenario, which fills the entry's Settings before each call.
template <typename Settings, typename Measured>
Scenario to_scenario(CatalogueEntry<Settings, Measured> entry) {
    std::vector<Parameter> parameters;
    for (const Setting<Settings>& setting : entry.parameters)
        parameters.push_back(setting.parameter);
    Scenario scenario{.name = std::move(entry.name),
                      .title = std::move(entry.title),
                      .group = entry.group,
                      .order = entry.order,
                      .about = std::move(entry.about),
                      .backends = std::move(entry.backends),
                      .parameters = std::move(parameters),
                      .most_lanes = entry.most_lanes,
                      .run = {},
                      .why_not_controlled = std::move(entry.why_not_controlled)};
    const auto fill = [settings = std::move(entry.parameters)](const ParameterSet& values) {
        return filled(settings, values);
    };
    scenario.run = [fill, run = entry.run, check = entry.check](Stage& stage) {
        const Settings settings = fill(stage.parameters());
        const Measured measured = run(stage, settings);
        return check(settings, measured, stage.backend());
    };
    if (entry.validate != nullptr)
        scenario.validate = [fill, validate = entry.validate](const ParameterSet& values) {
            validate(fill(values));
        };
    if (entry.expected_records != nullptr)
        scenario.expected_records = [fill, expected = entry.expected_records](const ParameterSet& values) {
            return expected(fill(values));
        };
    if (entry.check_deadlock != nullptr)
        scenario.check_deadlock = [fill, check = entry.check_deadlock](const ParameterSet& values,
                                                                       int lanes_in_ring) {
            return check(fill(values), lanes_in_ring);
        };
    return scenario;
}

template <typename Settings, typename Measured>
Registration::Registration(CatalogueEntry<Settings, Measured> entry, std::source_location where)
    : Registration(to_scenario(std::move(entry)), where) {}

} // namespace interleave
