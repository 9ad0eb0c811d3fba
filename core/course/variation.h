// SPDX-License-Identifier: GPL-3.0-or-later
// A variation of a scenario's defaults, as a lesson names it in its text and a link carries it.
#pragma once

#include "core/scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

/// What is other than in a run with the defaults.
struct Variation {
    std::optional<Backend> backend{};
    std::vector<std::pair<std::string, std::string>> settings{}; ///< parameters with their values as words
    std::optional<std::uint64_t> seed{};
    /// Values of a parameter that are to be measured one after another: {"workers", "1..4"}.
    std::optional<std::pair<std::string, std::string>> sweep{};

    bool operator==(const Variation&) const = default;
    /// Adds what the other one says.
    void add(const Variation& other);
};

/// Reads what a lesson sets in typewriter letters: the name of a backend of the scenario, assignments such as
/// "workers=7 rounds=1", "seed=2", or "interleave sweep NAME --over PARAMETER=VALUES". Returns nothing for
/// other words, and for what the scenario does not take.
std::optional<Variation> read_variation(const Scenario& scenario, std::string_view words);

/// Returns the variation as the part of a link that follows "vary:", and back. to_variation() returns
/// nothing if the scenario does not take it.
std::string to_link(const Variation& variation);
std::optional<Variation> to_variation(const Scenario& scenario, std::string_view link);

/// Returns the defaults with this variation. Throws UsageError if the scenario
/// cannot run so.
ParameterSet parameters_of(const Scenario& scenario, const Variation& variation);

} // namespace interleave
