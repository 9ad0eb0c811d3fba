// SPDX-License-Identifier: GPL-3.0-or-later
// The outcome of a run: named values, and checks of what theory or the articles claim.
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

/// What a claim says of a quantity: it is exactly, at least, at most or above a number of a unit.
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

/// Fills in a check of an outcome; each call gives one part of it:
/// `outcome.check("one-holder").claims("…").expects(exactly(1, "workers")).measured(most)`. It is valid for
/// that one statement, until the next check() of the same outcome.
class CheckBuilder {
public:
    explicit CheckBuilder(Check& check) noexcept : check_(check) {}

    CheckBuilder& claims(std::string sentence);
    CheckBuilder& expects(Expectation expectation);
    /// Sets by how much the measured value may differ; relative to the expected value, absolute where that is
    /// 0.
    CheckBuilder& tolerance(double tolerance);

    template <Arithmetic Number>
    CheckBuilder& measured(Number value) {
        return measured(std::optional(static_cast<double>(value)));
    }
    CheckBuilder& measured(std::optional<double> value); ///< nullopt if it could not be measured
    /// The value is measured on the trace after the run, because no worker could know it: see TraceMeasure.
    CheckBuilder& measured_in_trace(std::string what, std::string object = "");

    /// Says that only the program decides the check, so that a miss counts on any machine at any load. Times,
    /// rates, and whether a race is lost depend on the machine; how many messages arrive does not.
    CheckBuilder& at_any_load();
    /// If the condition is false, the check is undecided on this machine or in this run, and `why_not` is the
    /// reason. It may be called several times; the first reason that applies is reported.
    CheckBuilder& decidable_if(bool condition, const std::string& why_not);
    CheckBuilder& doubt(std::string why);   ///< why a miss proves nothing; empty if it counts
    CheckBuilder& remark(std::string text); ///< an explanation of the result; may be empty

private:
    Check& check_;
};

/// One result that tells whether an order of the steps is a good one.
struct Said {
    std::string name;
    Value actual;
    Value must_be;

    bool is_right() const { return actual == must_be; }
};

/// The outcome of a run.
struct Outcome {
    NamedValues values{};
    std::vector<Check> checks{};
    std::vector<Said> said{};

    /// Adds a named value. Values are reported in the order in which they were added.
    void value(std::string_view name, Value value) { values[name] = std::move(value); }
    /// Adds a check, which the calls that follow fill in.
    CheckBuilder check(std::string name);
    /// Says what came out and what must come out of a correct program, whatever the order of its steps. A
    /// check says what theory expects of the run, which may well be a wrong result. In controlled mode an
    /// order is bad if one of these is not right, and orders with the same `actual` values have the same
    /// outcome, so `actual` must depend on the order alone and on no time. In free mode nobody looks at them.
    void say(std::string name, Value actual, Value must_be) {
        said.push_back({std::move(name), std::move(actual), std::move(must_be)});
    }
};

/// Returns what an outcome says, by which orders are told apart: "counter 1, lost 1"; "finished" if it says
/// nothing.
std::string said_text(const Outcome& outcome);
/// Whether all that it says is right.
bool says_right(const Outcome& outcome);

/// Converts all of it to JSON, for the message from the engine to its host.
Json to_wire(const Outcome& outcome);
/// Converts it back. Throws nlohmann::json::exception for JSON of another form, and RunError for more than
/// 100 checks, whose message follows a subject.
Outcome outcome_from_wire(const Json& json);

} // namespace interleave
