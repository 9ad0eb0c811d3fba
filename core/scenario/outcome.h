// SPDX-License-Identifier: GPL-3.0-or-later
// What came out of a run: named values, and checks of what theory or the articles claim.
#pragma once

#include "core/scenario/parameter.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// A quantity that is measured on the trace after the run, because no worker could know it. `what` is one of
/// the names in core/analysis/measures.h; `object` the object or label it is about, or empty.
struct TraceMeasure {
    std::string what;
    std::string object{};
};

/// How `measured` must stand to `expected` for the check to hold.
enum class Comparison { equal, at_least, at_most, above };

/// Before a figure in a sentence, with a space behind it where there are words: "", "at least ", "at most ",
/// "above ".
const char* words_of(Comparison comparison) noexcept;

/// One claim and what became of it. Either the scenario fills `measured`, or it names a TraceMeasure and the
/// analysis does.
struct Check {
    std::string name;
    std::string claim; ///< a sentence: what theory says
    double expected = 0;
    std::optional<double> measured{};
    std::string unit{};
    double tolerance = 0; ///< relative to `expected`, e.g. 0.08; absolute where expected is 0
    Comparison comparison = Comparison::equal;
    std::optional<TraceMeasure> measure{};
    bool decidable = true;       ///< false: this machine or this run cannot tell, and `why` says so
    std::optional<bool> holds{}; ///< nullopt: cannot be told
    std::string why{};           ///< why it cannot be told, or what to think of a miss
    std::string doubt{};         ///< why a miss would tell nothing; empty where it is a miss

    /// Sets `holds` from `measured`, `expected`, `tolerance` and `comparison`, if it is decidable and was
    /// measured. A miss with a doubt is undecided.
    void decide();
};

struct Outcome {
    Json values = Json::object();
    std::vector<Check> checks;
};

Json to_json(const Check& check);     ///< the keys of `checks` in a run's JSON
Json to_wire(const Outcome& outcome); ///< everything, for the way from the engine to its host
Outcome
outcome_from_wire(const Json& json); ///< throws nlohmann::json::exception for what it does not understand

} // namespace interleave
