// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/region_plan.h"

#include "core/event/error.h"
#include "core/event/process_limits.h"

#include <algorithm>

namespace interleave {

namespace {

/// Below these sizes most scenarios would lose records, or could not share what they need.
constexpr std::uint64_t least_ring_records = 2048;
constexpr std::uint64_t least_workspace_bytes = 32ULL << 20U;

/// A limit and what it leaves.
struct Bound {
    Limit limit;
    std::uint64_t bytes;
};

/// Returns the limit that leaves least; none if there is no limit.
std::optional<Bound> tightest(const RegionLimits& limits) {
    std::optional<Bound> found;
    for (const auto& [limit, bytes] :
         {std::pair(Limit::addresses, limits.addresses), std::pair(Limit::file_size, limits.file_size)}) {
        if (bytes && (!found || *bytes < found->bytes))
            found = Bound{limit, *bytes};
    }
    return found;
}

std::string mebibytes(std::uint64_t bytes) {
    return std::to_string(bytes >> 20U) + " MiB";
}

std::string words_for(const SessionLayout& wanted, const SessionLayout& fitting, Limit limit) {
    std::string text;
    if (fitting.ring_records < wanted.ring_records)
        text = "rings hold " + std::to_string(fitting.ring_records) + " records instead of " +
               std::to_string(wanted.ring_records);
    if (fitting.workspace_bytes < wanted.workspace_bytes)
        text += (text.empty() ? "workers share up to " : " and workers share up to ") +
                mebibytes(fitting.workspace_bytes) + " instead of " + mebibytes(wanted.workspace_bytes);
    return text + ", because " + limit_and_remedy(limit);
}

/// Halves the larger one of all rings and the workspace. Returns false if both are as small as they may be.
bool shrink(SessionLayout& layout) {
    const bool rings_can = layout.ring_records > least_ring_records;
    const bool workspace_can = layout.workspace_bytes > least_workspace_bytes;
    const bool rings_are_larger =
        session_offsets::ring_bytes(layout) * ring_count(layout) > layout.workspace_bytes;
    if (rings_can && (rings_are_larger || !workspace_can))
        layout.ring_records /= 2;
    else if (workspace_can)
        layout.workspace_bytes /= 2;
    else
        return false;
    return true;
}

} // namespace

RegionLimits region_limits() {
    RegionLimits limits{addresses_left(), limit_of(Limit::file_size)};
    if (limits.addresses)
        *limits.addresses /= 2;
    return limits;
}

RegionPlan region_plan(const RingPlan& rings, std::uint32_t most_lanes, const RegionLimits& limits) {
    RegionPlan plan;
    plan.layout.ring_records = rings.ring_records;
    plan.layout.lanes = std::clamp(most_lanes, 1U, max_lanes);
    const std::optional<Bound> bound = tightest(limits);
    if (!bound)
        return plan;
    const SessionLayout wanted = plan.layout;
    while (session_offsets::end(plan.layout) > bound->bytes) {
        if (!shrink(plan.layout))
            throw RunError("cannot reserve " + mebibytes(session_offsets::end(plan.layout)) +
                           " of shared memory for the run: " + limit_and_remedy(bound->limit));
        plan.limited = words_for(wanted, plan.layout, bound->limit);
    }
    return plan;
}

} // namespace interleave
