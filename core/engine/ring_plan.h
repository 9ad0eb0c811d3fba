// SPDX-License-Identifier: GPL-3.0-or-later
// The size of a run's rings, and how much of them is prepared before the run begins.
#pragma once

#include "core/event/session_region.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <string>

namespace interleave {

/// The rings of one run. Host and engine compute the same plan from the same description.
struct RingPlan {
    std::uint64_t ring_records; ///< of every ring, a power of two
    std::uint32_t lanes;        ///< whose rings are prepared
    std::uint64_t records;      ///< of each of them that are prepared
};

/// A ring has room for all that the scenario expects to write, as far as the largest ring allows. Two workers
/// that do nothing but record write faster than one processor can take the records over, so no collector
/// keeps up with them where they use all processors; the records must find room until they have ended.
RingPlan ring_plan(const Scenario& scenario, const ParameterSet& parameters);

/// The rings of a recorded program, of which nothing is known: as large as usual, and the first few prepared.
RingPlan ring_plan_of_program();

/// Returns with which parameter the records that the scenario expects would fit rings of this size:
/// "increments=209715 or less". It is empty if they fit, or if no single parameter makes them fit.
std::string ring_remedy(const Scenario& scenario, const ParameterSet& parameters, std::uint64_t ring_records);

/// Makes the system give this process the planned memory now, so that neither recording nor collecting takes
/// page faults for it. The host and the engine each do it for their own mapping.
void prepare_rings(SessionRegion& region, const RingPlan& plan) noexcept;

} // namespace interleave
