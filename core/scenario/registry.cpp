// SPDX-License-Identifier: GPL-3.0-or-later
// The list of all scenarios, filled before main() by the Registration constants of the catalogue.
#include "core/event/error.h"
#include "core/scenario/nearest_name.h"
#include "core/scenario/scenario.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <tuple>

namespace interleave {

namespace {

constexpr std::array backend_names{"threads", "gil", "processes"};

struct Registry {
    std::vector<std::unique_ptr<const Scenario>> owned;
    std::vector<const Scenario*> in_course_order;
};

/// Returns the list. It is a static variable of a function, so that it exists whichever Registration is
/// constructed first.
Registry& registry() {
    static Registry all;
    return all;
}

bool comes_before(const Scenario* a, const Scenario* b) {
    return std::tie(a->group, a->order, a->name) < std::tie(b->group, b->order, b->name);
}

} // namespace

const char* name_of(Backend backend) noexcept {
    return backend_names.at(static_cast<std::size_t>(backend));
}

Backend parse_backend(std::string_view word) {
    const std::vector<std::string> names(backend_names.begin(), backend_names.end());
    const auto found = std::find(names.begin(), names.end(), word);
    if (found == names.end())
        throw UsageError(unknown_name("backend", word, names));
    return static_cast<Backend>(found - names.begin());
}

const char* title_of(Group group) noexcept {
    switch (group) {
    case Group::first_steps:
        return "First steps";
    case Group::threads_and_processes:
        return "Threads and processes";
    case Group::races_and_locks:
        return "Races and locks";
    case Group::coordination:
        return "Coordination";
    case Group::gil:
        return "Waiting, computing and the GIL";
    case Group::pools:
        return "Pools and futures";
    case Group::performance:
        break;
    }
    return "Performance";
}

Registration::Registration(Scenario scenario, std::source_location where) {
    scenario.source = where.file_name();
    Registry& all = registry();
    for (const Scenario* registered : all.in_course_order) {
        if (registered->name == scenario.name) {
            std::fprintf(stderr, "interleave: two scenarios are named '%s': %s and %s\n",
                         scenario.name.c_str(), registered->source.c_str(), scenario.source.c_str());
            std::abort();
        }
    }
    all.owned.push_back(std::make_unique<const Scenario>(std::move(scenario)));
    const Scenario* const added = all.owned.back().get();
    auto& ordered = all.in_course_order;
    ordered.insert(std::upper_bound(ordered.begin(), ordered.end(), added, comes_before), added);
}

std::span<const Scenario* const> all_scenarios() {
    return registry().in_course_order;
}

const Scenario& find_scenario(std::string_view name) {
    std::vector<std::string> names;
    for (const Scenario* scenario : all_scenarios()) {
        if (scenario->name == name)
            return *scenario;
        names.push_back(scenario->name);
    }
    throw UsageError(unknown_name("scenario", name, names));
}

} // namespace interleave
