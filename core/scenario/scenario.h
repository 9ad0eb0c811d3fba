// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario is, and the list of them all.
#pragma once

#include "core/scenario/outcome.h"
#include "core/scenario/parameter.h"
#include "core/work/backend.h"

#include <cstdint>
#include <functional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

class Stage;
template <typename Settings, typename Measured>
struct CatalogueEntry;

const char* name_of(Backend backend) noexcept;
/// Throws UsageError with the nearest name.
Backend parse_backend(std::string_view word);

/// The sections of the course, in the order in which they are taught.
enum class Group {
    first_steps,
    threads_and_processes,
    races_and_locks,
    coordination,
    gil,
    pools,
    performance
};
const char* title_of(Group group) noexcept;

struct Scenario {
    static constexpr std::uint32_t usual_most_lanes = 66;

    std::string name;  ///< as typed: "lost-update"
    std::string title; ///< as read: "The lost update"
    Group group;
    int order = 0;                 ///< within the group
    std::string about;             ///< one or two sentences: what it shows
    std::vector<Backend> backends; ///< the first is the default
    std::vector<Parameter> parameters;
    /// How many lanes a run may have at most, the main one included; bounded by max_lanes.
    std::uint32_t most_lanes = usual_most_lanes;
    /// In the engine, on its main lane. Throws what the run fails with.
    std::function<Outcome(Stage&)> run;
    /// What ranges cannot say: throws UsageError for parameters that cannot be run with. Called before the
    /// engine starts. Empty where ranges say all.
    std::function<void(const ParameterSet&)> validate{};
    /// The outcome of a run that a deadlock ended, which has none of its own: so many lanes were in its ring.
    /// Called in the program that watches the run. Empty where no deadlock can happen.
    std::function<Outcome(const ParameterSet&, int lanes_in_ring)> check_deadlock{};
    std::string source{}; ///< path of the scenario's file as the compiler named it; filled by Registration
};

/// Enters a scenario in the list when the program starts. One constant of this type per file in catalogue/.
class Registration {
public:
    explicit Registration(Scenario scenario, std::source_location where = std::source_location::current());
    /// Not explicit, so that a page writes `const Registration registration = CatalogueEntry<…>{…};`.
    template <typename Settings, typename Measured>
    Registration(CatalogueEntry<Settings, Measured> entry,
                 std::source_location where = std::source_location::current());
};

/// All scenarios in course order. Any thread may call it once main() has begun.
std::span<const Scenario* const> all_scenarios();

/// Throws UsageError: "no scenario 'lost-updte'; did you mean 'lost-update'?"
const Scenario& find_scenario(std::string_view name);

} // namespace interleave
