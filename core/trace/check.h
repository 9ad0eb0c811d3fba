// SPDX-License-Identifier: GPL-3.0-or-later
// One claim of theory or of an article about a run, what was measured, and whether the claim holds. It is
// plain data.
#pragma once

#include "core/trace/json_forward.h"

#include <optional>
#include <string>

namespace interleave {

/// A quantity that is measured on the trace after the run, because no worker can know it. `what` is one of
/// the names in core/analysis/measures.h; `object` is the object or label that it is about, or empty.
struct TraceMeasure {
    std::string what;
    std::string object{};
};

/// The relation between `measured` and `expected` that makes the check hold.
enum class Comparison { equal, at_least, at_most, above };

/// Returns the words before a figure in a sentence, with a space after them if there are any: "", "at least
/// ", "at most ", "above ".
const char* words_of(Comparison comparison) noexcept;

/// One claim and its result. Either the scenario fills `measured`, or it names a TraceMeasure and the
/// analysis fills it.
struct Check {
    std::string name;
    std::string claim; ///< a sentence: what theory says
    double expected = 0;
    std::optional<double> measured{};
    std::string unit{};
    double tolerance = 0; ///< relative to `expected`, e.g. 0.08; absolute where expected is 0
    Comparison comparison = Comparison::equal;
    std::optional<TraceMeasure> measure{};
    /// Whether other load on the machine can make the check fail. It cannot where only the program decides,
    /// for example how many messages arrive.
    bool depends_on_load = true;
    bool decidable = true;       ///< false: this machine or this run cannot tell, and `why` says so
    std::optional<bool> holds{}; ///< nullopt: cannot be told
    std::string why{};           ///< why it cannot be told, or what to think of a miss
    std::string doubt{};         ///< why a miss would tell nothing; empty where it is a miss

    /// Returns by which factor the measured value lies beyond what the tolerance allows: 1.05 for a time of
    /// 115.5 ms where at most 100 ms with a tolerance of 0.1 were expected, or for 10 where at least 10.5
    /// were. It is 1 if the check holds or was not measured, and infinite where no factor of a time would
    /// make it hold.
    double miss() const noexcept;

    /// Sets `holds` from `measured`, `expected`, `tolerance` and `comparison`, if the check is decidable and
    /// was measured. A miss with a doubt stays undecided.
    void decide();
};

/// Returns the keys of `checks` in a run's JSON document.
Json to_json(const Check& check);

/// Returns all members, for transfer to another process.
Json to_wire(const Check& check);
/// Throws nlohmann::json::exception for what it does not understand.
Check check_from_wire(const Json& wire);

} // namespace interleave
