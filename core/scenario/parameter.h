// SPDX-License-Identifier: GPL-3.0-or-later
// What can be set about a scenario: described once, used by the command line, the window's form and the run
// itself.
#pragma once

#include "core/trace/named_values.h"

#include <cstdint>
#include <map>
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
    std::string about;                  ///< one line for a form's tool tip
    std::vector<std::string> choices{}; ///< of choice
    /// It says how many workers there are beside the main one: the engine makes so many lanes ready before
    /// the start, and a sweep over it has speedups.
    bool counts_workers = false;
};

// Short forms. Pages of the catalogue use those of core/scenario/setting.h, which bind a parameter to a
// member.

Parameter integer(std::string name, std::int64_t default_value, std::int64_t minimum, std::int64_t maximum,
                  std::string unit, std::string about);
/// An integer that says how many workers there are, see Parameter::counts_workers.
Parameter worker_count(std::string name, std::int64_t default_value, std::int64_t minimum,
                       std::int64_t maximum, std::string unit, std::string about);
Parameter real(std::string name, double default_value, double minimum, double maximum, std::string unit,
               std::string about);
Parameter flag(std::string name, bool default_value, std::string about);
Parameter choice(std::string name, std::string default_value, std::vector<std::string> choices,
                 std::string about);
Parameter text(std::string name, std::string default_value, std::string about);

/// Reads a value as the parameter's type and range demand. Throws UsageError with one line: what, the range,
/// the remedy.
ParameterValue parse_value(const Parameter& parameter, std::string_view words);

/// A value for each parameter of one scenario.
class ParameterSet {
public:
    ParameterSet() = default;
    /// Every parameter has its default value.
    explicit ParameterSet(const std::vector<Parameter>& parameters);

    /// Takes "name=value". Throws UsageError; an unknown name is answered with the nearest one.
    void set(const std::vector<Parameter>& parameters, std::string_view assignment);
    /// Throws UsageError if the value is out of range.
    void set(const std::vector<Parameter>& parameters, std::string_view name, std::string_view words);

    std::int64_t integer(std::string_view name) const;
    double real(std::string_view name) const;
    bool flag(std::string_view name) const;
    const std::string& text(std::string_view name) const; ///< of text and choice

    /// Throws std::logic_error if there is none of that name.
    const ParameterValue& value(std::string_view name) const;

    NamedValues named_values() const;
    /// Takes values as named_values() gave them. Throws UsageError for a value that does not fit its
    /// parameter.
    static ParameterSet from(const std::vector<Parameter>& parameters, const NamedValues& values);

private:
    std::map<std::string, ParameterValue, std::less<>> values_;
};

} // namespace interleave
