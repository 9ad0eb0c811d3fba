// SPDX-License-Identifier: GPL-3.0-or-later
// The description of a scenario, and the list of all scenarios.
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
/// Returns the backend of that name. Throws UsageError with the nearest name.
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

/// About how much a run records.
struct ExpectedRecords {
    std::uint32_t lanes;           ///< the main one included
    std::uint64_t of_busiest_lane; ///< rather too many than too few
};

struct Scenario {
    static constexpr std::uint32_t usual_most_lanes = 66;

    std::string name;  ///< as typed, like "lost-update"
    std::string title; ///< as displayed, like "The lost update"
    Group group;
    int order = 0;                 ///< within the group
    std::string about;             ///< what it shows, in one or two sentences
    std::vector<Backend> backends; ///< the first is the default
    std::vector<Parameter> parameters;
    /// How many lanes a run may have at most, the main one included; bounded by WaitQueue::most_waiters.
    std::uint32_t most_lanes = usual_most_lanes;
    /// Called in the engine, on its main lane. Throws what the run fails with.
    std::function<Outcome(Stage&)> run;
    /// Checks what ranges cannot express: throws UsageError for parameters with which the scenario cannot
    /// run. It is called before the engine starts. It is empty if the ranges suffice.
    std::function<void(const ParameterSet&)> validate{};
    /// Returns about how much a run with these parameters records, by which its rings are sized. It is empty
    /// if a lane writes some thousand records at most.
    std::function<ExpectedRecords(const ParameterSet&)> expected_records{};
    /// Returns the outcome of a run that ended in a deadlock and therefore has none of its own;
    /// `lanes_in_ring` is the number of lanes in the cycle of waits. It is called in the program that watches
    /// the run. It is empty if no deadlock can happen.
    std::function<Outcome(const ParameterSet&, int lanes_in_ring)> check_deadlock{};
    /// Why it cannot be run in controlled mode, as the end of a sentence; empty if it can.
    std::string why_not_controlled{};
    std::string source{}; ///< path of the scenario's file as the compiler named it; filled by Registration
};

/// Registers a scenario in the list when the program starts. Each file in catalogue/ has one constant of this
/// type.
class Registration {
public:
    explicit Registration(Scenario scenario, std::source_location where = std::source_location::current());
    /// It is not explicit, so that a page can write `const Registration registration =
    /// CatalogueEntry<…>{…};`.
    template <typename Settings, typename Measured>
    Registration(CatalogueEntry<Settings, Measured> entry,
                 std::source_location where = std::source_location::current());
};

/// Returns all scenarios in course order. Any thread may call it after main() has begun.
std::span<const Scenario* const> all_scenarios();

/// Returns the scenario of that name. Throws UsageError like "no scenario 'lost-updte'; did you mean
/// 'lost-update'?"
const Scenario& find_scenario(std::string_view name);

} // namespace interleave
