// SPDX-License-Identifier: GPL-3.0-or-later
// What came out of a run: named values, and checks of what theory or the articles claim.
#pragma once

#include "core/trace/check.h"
#include "core/trace/named_values.h"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace interleave {

/// What a claim says of a quantity: exactly, at least, at most or above so many of a unit.
struct Expectation {
    Comparison comparison;
    double value;
    std::string unit;
};

template <typename Number>
concept Arithmetic = std::is_arithmetic_v<Number>; ///< of bool, true counts as 1

template <Arithmetic Number>
Expectation exactly(Number value, std::string unit = "") {
    return {Comparison::equal, static_cast<double>(value), std::move(unit)};
}
template <Arithmetic Number>
Expectation at_least(Number value, std::string unit = "") {
    return {Comparison::at_least, static_cast<double>(value), std::move(unit)};
}
template <Arithmetic Number>
Expectation at_most(Number value, std::string unit = "") {
    return {Comparison::at_most, static_cast<double>(value), std::move(unit)};
}
template <Arithmetic Number>
Expectation above(Number value, std::string unit = "") {
    return {Comparison::above, static_cast<double>(value), std::move(unit)};
}

/// Writes a check of an outcome as a sentence, each call one part of it:
/// `outcome.check("one-holder").claims("…").expects(exactly(1, "workers")).measured(most)`.
/// Lives for that one statement: the next check() of the same outcome ends it.
class CheckBuilder {
public:
    explicit CheckBuilder(Check& check) noexcept : check_(check) {}

    CheckBuilder& claims(std::string sentence);
    CheckBuilder& expects(Expectation expectation);
    /// By how much the measured value may miss; relative to the expected one, absolute where that is 0.
    CheckBuilder& tolerance(double tolerance);

    template <Arithmetic Number>
    CheckBuilder& measured(Number value) {
        return measured(std::optional(static_cast<double>(value)));
    }
    CheckBuilder& measured(std::optional<double> value); ///< nullopt where it could not be measured
    /// Measured on the trace after the run, because no worker could know it: see TraceMeasure.
    CheckBuilder& measured_in_trace(std::string what, std::string object = "");

    /// Where the condition is false, this machine or this run cannot tell, and `why_not` says so. May be said
    /// several times; the first reason that applies is told.
    CheckBuilder& decidable_if(bool condition, const std::string& why_not);
    CheckBuilder& doubt(std::string why);   ///< why a miss would tell nothing; empty where it is a miss
    CheckBuilder& remark(std::string text); ///< what to think of the result; may be empty

private:
    Check& check_;
};

/// What came out of a run.
struct Outcome {
    NamedValues values{};
    std::vector<Check> checks{};

    /// Adds a named value. Values are told in the order in which they were added.
    void value(std::string_view name, Value value) { values[name] = std::move(value); }
    /// Adds a check, which the calls that follow fill in.
    CheckBuilder check(std::string name);
};

/// All of it, for the way from the engine to its host.
Json to_wire(const Outcome& outcome);
/// Throws nlohmann::json::exception for what it does not understand.
Outcome outcome_from_wire(const Json& json);

} // namespace interleave
