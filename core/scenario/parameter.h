// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of a scenario: each is described once, for the command line, the window's form and the run.
#pragma once

#include "core/trace/named_values.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace interleave {

enum class ParameterType { integer, real, flag, choice, text };

using ParameterValue = std::variant<std::int64_t, double, bool, std::string>;

struct Parameter {
    std::string name;
    ParameterType type;
    ParameterValue default_value;
    double minimum = 0;                 ///< of integer and real, inclusive
    double maximum = 0;                 ///< of integer and real, inclusive
    std::string unit;                   ///< "ms", "µs", "MiB"; empty for a plain number
    std::string about;                  ///< one line, for a form's tool tip
    std::vector<std::string> choices{}; ///< of choice
    /// Whether it is the number of workers besides the main one. The engine prepares that many lanes before
    /// the start, and a sweep over it has speedups.
    bool counts_workers = false;
    std::optional<ParameterValue> controlled_default{}; ///< in controlled mode; none: default_value
    std::optional<double> controlled_maximum{};         ///< in controlled mode; none: maximum
};

/// Returns the same parameters with the defaults and bounds of controlled mode, in which the number of orders
/// grows with every step.
std::vector<Parameter> in_controlled_mode(std::vector<Parameter> parameters);

// Short forms of parameters. Pages of the catalogue use those of core/scenario/setting.h, which bind a
// parameter to a member.

Parameter integer(std::string name, std::int64_t default_value, std::int64_t minimum, std::int64_t maximum,
                  std::string unit, std::string about);
/// Makes an integer that is a number of workers, see Parameter::counts_workers.
Parameter worker_count(std::string name, std::int64_t default_value, std::int64_t minimum,
                       std::int64_t maximum, std::string unit, std::string about);
Parameter real(std::string name, double default_value, double minimum, double maximum, std::string unit,
               std::string about);
Parameter flag(std::string name, bool default_value, std::string about);
Parameter choice(std::string name, std::string default_value, std::vector<std::string> choices,
                 std::string about);
Parameter text(std::string name, std::string default_value, std::string about);

/// Reads a value of the parameter's type. Throws UsageError with one line that says what is wrong and what
/// the parameter takes.
ParameterValue parse_value(const Parameter& parameter, std::string_view words);

/// A value for each parameter of one scenario.
class ParameterSet {
public:
    ParameterSet() = default;
    /// Gives every parameter its default value.
    explicit ParameterSet(const std::vector<Parameter>& parameters);

    /// Sets the value of an assignment "name=value". Throws UsageError; for an unknown name the message gives
    /// the nearest one.
    void set(const std::vector<Parameter>& parameters, std::string_view assignment);
    /// Sets a value. Throws UsageError if the name is unknown or the value does not fit.
    void set(const std::vector<Parameter>& parameters, std::string_view name, std::string_view words);

    std::int64_t integer(std::string_view name) const;
    double real(std::string_view name) const;
    bool flag(std::string_view name) const;
    const std::string& text(std::string_view name) const; ///< of text and choice

    /// Returns a value. Throws std::logic_error if there is none of that name.
    const ParameterValue& value(std::string_view name) const;

    NamedValues named_values() const;
    /// Makes a set of values that named_values() returned. Throws UsageError for a value that does not fit
    /// its parameter.
    static ParameterSet from(const std::vector<Parameter>& parameters, const NamedValues& values);

private:
    std::map<std::string, ParameterValue, std::less<>> values_;
};

} // namespace interleave
