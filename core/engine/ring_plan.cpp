// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ring_plan.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace interleave {

namespace {

constexpr std::uint64_t most_ring_records = 1U << 20U; ///< 32 MiB
/// Of a scenario that says nothing: nearly all write less. What goes beyond takes page faults.
constexpr ExpectedRecords usual{.lanes = 8, .of_busiest_lane = 4'096};

/// Returns the number of workers by the parameter that counts them, and the main lane.
std::uint32_t lanes_by_parameter(const Scenario& scenario, const ParameterSet& parameters) {
    const auto workers = std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                      [](const Parameter& parameter) { return parameter.counts_workers; });
    return workers == scenario.parameters.end()
               ? usual.lanes
               : static_cast<std::uint32_t>(parameters.integer(workers->name)) + 1;
}

/// Returns whether the records that the scenario expects with this value of a parameter fit.
bool fits_with(const Scenario& scenario, ParameterSet parameters, const Parameter& parameter,
               std::int64_t value, std::uint64_t ring_records) {
    parameters.set(scenario.parameters, parameter.name, std::to_string(value));
    return scenario.expected_records(parameters).of_busiest_lane <= ring_records;
}

/// Returns the greatest value below the present one with which they fit.
std::optional<std::int64_t> greatest_that_fits(const Scenario& scenario, const ParameterSet& parameters,
                                               const Parameter& parameter, std::uint64_t ring_records) {
    auto fits = static_cast<std::int64_t>(std::ceil(parameter.minimum));
    std::int64_t too_much = parameters.integer(parameter.name);
    if (fits >= too_much || !fits_with(scenario, parameters, parameter, fits, ring_records))
        return std::nullopt;
    while (too_much - fits > 1) {
        const std::int64_t middle = fits + (too_much - fits) / 2;
        (fits_with(scenario, parameters, parameter, middle, ring_records) ? fits : too_much) = middle;
    }
    return fits;
}

} // namespace

RingPlan ring_plan(const Scenario& scenario, const ParameterSet& parameters) {
    constexpr std::uint64_t usual_ring = SessionLayout{}.ring_records;
    const ExpectedRecords expected =
        scenario.expected_records
            ? scenario.expected_records(parameters)
            : ExpectedRecords{lanes_by_parameter(scenario, parameters), usual.of_busiest_lane};
    const std::uint64_t ring =
        std::bit_ceil(std::clamp(expected.of_busiest_lane, usual_ring, most_ring_records));
    return {ring, std::min(expected.lanes, scenario.most_lanes), std::min(ring, expected.of_busiest_lane)};
}

RingPlan ring_plan_of_program() {
    return {SessionLayout{}.ring_records, usual.lanes, usual.of_busiest_lane};
}

std::string ring_remedy(const Scenario& scenario, const ParameterSet& parameters,
                        std::uint64_t ring_records) {
    if (!scenario.expected_records || scenario.expected_records(parameters).of_busiest_lane <= ring_records)
        return "";
    for (const Parameter& parameter : scenario.parameters) {
        if (parameter.type != ParameterType::integer)
            continue;
        if (const auto value = greatest_that_fits(scenario, parameters, parameter, ring_records))
            return parameter.name + "=" + std::to_string(*value) + " or less";
    }
    return "";
}

void prepare_rings(SessionRegion& region, const RingPlan& plan) noexcept {
    region.writer().touch_rings(plan.lanes, plan.records);
}

} // namespace interleave
