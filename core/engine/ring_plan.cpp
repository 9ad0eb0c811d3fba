// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ring_plan.h"

#include <algorithm>
#include <bit>

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

void prepare_rings(SessionRegion& region, const RingPlan& plan) noexcept {
    region.writer().touch_rings(plan.lanes, plan.records);
}

} // namespace interleave
