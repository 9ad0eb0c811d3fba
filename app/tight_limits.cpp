// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tight_limits.h"

#include "core/analysis/figure.h"
#include "core/engine/region_plan.h"
#include "core/event/error.h"
#include "core/event/process_limits.h"
#include "core/scenario/scenario.h"

#include <array>
#include <cstdint>
#include <unistd.h>

namespace interleave {

namespace {

/// What the largest runs take: 64 workers with their main lane, guardian and host, and a descriptor for each
/// worker process and each processor.
constexpr std::uint64_t enough_open_files = 128;
constexpr std::uint64_t enough_tasks = 96;

constexpr std::array all_limits{Limit::addresses, Limit::file_size, Limit::open_files, Limit::tasks};

void add_if_below(std::vector<TightLimit>& found, Limit limit, std::uint64_t enough) {
    const auto value = limit_of(limit);
    if (value && *value < enough)
        found.push_back({limit_text(limit) + ", which is too little for some runs", limit_remedy(limit)});
}

/// Returns the limit by which scenarios get less memory than they should have, or none at all.
std::vector<TightLimit> tight_memory() {
    int smaller = 0;
    int refused = 0;
    const RegionLimits limits = region_limits();
    for (const Scenario* scenario : all_scenarios()) {
        const RingPlan rings = ring_plan(*scenario, ParameterSet(scenario->parameters));
        try {
            const RegionPlan plan = region_plan(rings, scenario->most_lanes, limits);
            if (plan.limited.empty())
                continue;
            ++smaller;
        } catch (const RunError&) {
            ++refused;
        }
    }
    if (smaller == 0 && refused == 0)
        return {};
    const bool by_addresses =
        limits.addresses && (!limits.file_size || *limits.addresses < *limits.file_size);
    const Limit limit = by_addresses ? Limit::addresses : Limit::file_size;
    std::string what = limit_text(limit) + ":";
    if (refused > 0)
        what += " " + counted(static_cast<std::uint64_t>(refused), "scenarios") + " cannot run" +
                (smaller > 0 ? "," : "");
    if (smaller > 0)
        what += smaller == 1 ? " 1 has less memory for its records"
                             : " " + std::to_string(smaller) + " have less memory for their records";
    return {{what, limit_remedy(limit)}};
}

} // namespace

std::vector<TightLimit> tight_limits() {
    std::vector<TightLimit> found = tight_memory();
    add_if_below(found, Limit::open_files, enough_open_files);
    if (geteuid() != 0) // root may have any number
        add_if_below(found, Limit::tasks, enough_tasks);
    return found;
}

std::string limits_text() {
    std::string text;
    for (const Limit limit : all_limits) {
        if (const std::string one = limit_text(limit); !one.empty())
            text += (text.empty() ? "" : ", ") + one;
    }
    return text;
}

} // namespace interleave
