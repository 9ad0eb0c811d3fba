// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/parameter.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/scenario/nearest_name.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace interleave {

namespace {

constexpr std::size_t longest_text = 4096; // bytes, of a text parameter

std::string plain_number(double value) {
    char text[400];
    const auto end = std::to_chars(std::begin(text), std::end(text), value, std::chars_format::fixed);
    return {text, end.ptr};
}

/// Converts a value to the text that a user would have typed, because values are only read from such text.
std::string typed_text(const std::string& name, const Value& value) {
    return value.visit([&]<typename Data>(const Data& data) -> std::string {
        if constexpr (std::is_same_v<Data, std::string>)
            return data;
        else if constexpr (std::is_same_v<Data, bool>)
            return data ? "true" : "false";
        else if constexpr (std::is_same_v<Data, double>)
            return plain_number(data);
        else if constexpr (std::is_integral_v<Data>)
            return std::to_string(data);
        else
            throw UsageError("parameter '" + name + "' is neither a text, nor a number, nor true or false");
    });
}

/// Reads a number that fills all of `words`. Returns false for trailing letters, and so for "0x10"; a whole
/// number cannot be written as "1e5".
template <typename Number>
bool parse_number(std::string_view words, Number& number) {
    if (!words.empty() && words.front() == '+')
        words.remove_prefix(1);
    const auto result = std::from_chars(words.data(), words.data() + words.size(), number);
    return !words.empty() && result.ec == std::errc() && result.ptr == words.data() + words.size();
}

std::string quoted_name(const Parameter& parameter) {
    return "parameter '" + parameter.name + "'";
}

std::string range(const Parameter& parameter) {
    return plain_number(parameter.minimum) + " to " + plain_number(parameter.maximum) +
           (parameter.unit.empty() ? "" : " " + parameter.unit);
}

void check_range(const Parameter& parameter, double value, std::string_view words) {
    if (!(value >= parameter.minimum && value <= parameter.maximum))
        throw UsageError(quoted_name(parameter) + ": " + std::string(words) + " is out of range; it takes " +
                         range(parameter));
}

ParameterValue parse_integer(const Parameter& parameter, std::string_view words) {
    std::int64_t value = 0;
    double fraction = 0;
    if (!parse_number(words, value)) {
        if (parse_number(words, fraction) && std::isfinite(fraction) && fraction == std::floor(fraction))
            check_range(parameter, fraction, words); // a number too large for 64 bits
        throw UsageError(quoted_name(parameter) + ": '" + std::string(words) +
                         "' is not a whole number; it takes " + range(parameter));
    }
    check_range(parameter, static_cast<double>(value), words);
    return value;
}

ParameterValue parse_real(const Parameter& parameter, std::string_view words) {
    double value = 0;
    if (!parse_number(words, value) || !std::isfinite(value))
        throw UsageError(quoted_name(parameter) + ": '" + std::string(words) +
                         "' is not a number; it takes " + range(parameter));
    check_range(parameter, value, words);
    return value;
}

ParameterValue parse_flag(const Parameter& parameter, std::string_view words) {
    if (words == "true" || words == "yes" || words == "on" || words == "1")
        return true;
    if (words == "false" || words == "no" || words == "off" || words == "0")
        return false;
    throw UsageError(quoted_name(parameter) + ": '" + std::string(words) +
                     "' is neither yes nor no; it takes true or false");
}

ParameterValue parse_choice(const Parameter& parameter, std::string_view words) {
    const auto& choices = parameter.choices;
    if (std::find(choices.begin(), choices.end(), words) == choices.end())
        throw UsageError(quoted_name(parameter) + ": " + unknown_name("choice", words, choices));
    return std::string(words);
}

ParameterValue parse_text(const Parameter& parameter, std::string_view words) {
    if (words.size() > longest_text)
        throw UsageError(quoted_name(parameter) + ": the text is longer than " +
                         std::to_string(longest_text) + " bytes");
    if (!is_utf8(words)) // the engine would get another text, and open another file
        throw UsageError(quoted_name(parameter) + ": '" + printable_text(words) +
                         "' is not UTF-8; give the file a name that is");
    return std::string(words);
}

const Parameter& find(const std::vector<Parameter>& parameters, std::string_view name) {
    std::vector<std::string> names;
    for (const Parameter& parameter : parameters) {
        if (parameter.name == name)
            return parameter;
        names.push_back(parameter.name);
    }
    throw UsageError(unknown_name("parameter", name, names));
}

} // namespace

Parameter integer(std::string name, std::int64_t default_value, std::int64_t minimum, std::int64_t maximum,
                  std::string unit, std::string about) {
    return {.name = std::move(name),
            .type = ParameterType::integer,
            .default_value = default_value,
            .minimum = static_cast<double>(minimum),
            .maximum = static_cast<double>(maximum),
            .unit = std::move(unit),
            .about = std::move(about)};
}

Parameter worker_count(std::string name, std::int64_t default_value, std::int64_t minimum,
                       std::int64_t maximum, std::string unit, std::string about) {
    Parameter parameter =
        integer(std::move(name), default_value, minimum, maximum, std::move(unit), std::move(about));
    parameter.counts_workers = true;
    return parameter;
}

Parameter real(std::string name, double default_value, double minimum, double maximum, std::string unit,
               std::string about) {
    return {std::move(name), ParameterType::real, default_value,   minimum,
            maximum,         std::move(unit),     std::move(about)};
}

Parameter flag(std::string name, bool default_value, std::string about) {
    return {std::move(name), ParameterType::flag, default_value, 0, 0, {}, std::move(about)};
}

Parameter choice(std::string name, std::string default_value, std::vector<std::string> choices,
                 std::string about) {
    return {std::move(name),  ParameterType::choice, std::move(default_value), 0, 0, {},
            std::move(about), std::move(choices)};
}

Parameter text(std::string name, std::string default_value, std::string about) {
    return {std::move(name), ParameterType::text, std::move(default_value), 0, 0, {}, std::move(about)};
}

std::vector<Parameter> in_controlled_mode(std::vector<Parameter> parameters) {
    for (Parameter& parameter : parameters) {
        parameter.default_value = parameter.controlled_default.value_or(parameter.default_value);
        parameter.maximum = parameter.controlled_maximum.value_or(parameter.maximum);
    }
    return parameters;
}

ParameterValue parse_value(const Parameter& parameter, std::string_view words) {
    switch (parameter.type) {
    case ParameterType::integer:
        return parse_integer(parameter, words);
    case ParameterType::real:
        return parse_real(parameter, words);
    case ParameterType::flag:
        return parse_flag(parameter, words);
    case ParameterType::choice:
        return parse_choice(parameter, words);
    case ParameterType::text:
        break;
    }
    return parse_text(parameter, words);
}

ParameterSet::ParameterSet(const std::vector<Parameter>& parameters) {
    for (const Parameter& parameter : parameters)
        values_[parameter.name] = parameter.default_value;
}

void ParameterSet::set(const std::vector<Parameter>& parameters, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos || equals == 0)
        throw UsageError("'" + std::string(assignment) +
                         "' is no assignment; write NAME=VALUE, for example workers=2");
    set(parameters, assignment.substr(0, equals), assignment.substr(equals + 1));
}

void ParameterSet::set(const std::vector<Parameter>& parameters, std::string_view name,
                       std::string_view words) {
    const Parameter& parameter = find(parameters, name);
    values_[parameter.name] = parse_value(parameter, words);
}

const ParameterValue& ParameterSet::value(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end())
        throw std::logic_error("the scenario describes no parameter '" + std::string(name) + "'");
    return found->second;
}

std::int64_t ParameterSet::integer(std::string_view name) const {
    return std::get<std::int64_t>(value(name));
}
double ParameterSet::real(std::string_view name) const {
    return std::get<double>(value(name));
}
bool ParameterSet::flag(std::string_view name) const {
    return std::get<bool>(value(name));
}
const std::string& ParameterSet::text(std::string_view name) const {
    return std::get<std::string>(value(name));
}

NamedValues ParameterSet::named_values() const {
    NamedValues values;
    for (const auto& [name, value] : values_)
        std::visit([&](const auto& plain) { values[name] = plain; }, value);
    return values;
}

ParameterSet ParameterSet::from(const std::vector<Parameter>& parameters, const NamedValues& values) {
    ParameterSet set(parameters);
    for (const auto& [name, value] : values)
        set.set(parameters, name, typed_text(name, value));
    return set;
}

} // namespace interleave
