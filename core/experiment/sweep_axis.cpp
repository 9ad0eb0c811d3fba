// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep_axis.h"

#include "core/event/error.h"
#include "core/scenario/nearest_name.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace interleave {

namespace {

std::string plain_number(double value) {
    char text[400];
    const auto end = std::to_chars(std::begin(text), std::end(text), value, std::chars_format::fixed);
    return {text, end.ptr};
}

const Parameter& numeric_parameter(const Scenario& scenario, std::string_view name) {
    std::vector<std::string> names;
    for (const Parameter& parameter : scenario.parameters) {
        const bool numeric =
            parameter.type == ParameterType::integer || parameter.type == ParameterType::real;
        if (parameter.name == name) {
            if (!numeric)
                throw UsageError("parameter '" + parameter.name + "' of '" + scenario.name +
                                 "' is not a number and cannot be swept");
            return parameter;
        }
        if (numeric)
            names.push_back(parameter.name);
    }
    throw UsageError("'" + scenario.name + "' has " + unknown_name("parameter", name, names));
}

double read_number(const Parameter& parameter, std::string_view words) {
    double value = 0;
    const auto result = std::from_chars(words.data(), words.data() + words.size(), value);
    if (words.empty() || result.ec != std::errc() || result.ptr != words.data() + words.size() ||
        !std::isfinite(value))
        throw UsageError("'" + std::string(words) + "' in --over " + parameter.name +
                         " is not a number; write --over " + parameter.name + "=1..4, =0..100:10 or =1,2,4");
    if (parameter.type == ParameterType::integer && value != std::floor(value))
        throw UsageError("'" + std::string(words) + "' in --over " + parameter.name +
                         " is not a whole number");
    if (value < parameter.minimum || value > parameter.maximum)
        throw UsageError("--over " + parameter.name + ": " + std::string(words) + " is out of range, " +
                         plain_number(parameter.minimum) + " to " + plain_number(parameter.maximum) +
                         (parameter.unit.empty() ? "" : " " + parameter.unit));
    return value;
}

std::vector<double> read_list(const Parameter& parameter, std::string_view words) {
    std::vector<double> values;
    while (true) {
        const std::size_t comma = words.find(',');
        values.push_back(read_number(parameter, words.substr(0, comma)));
        if (comma == std::string_view::npos)
            break;
        words.remove_prefix(comma + 1);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

std::vector<double> read_range(const Parameter& parameter, std::string_view words, std::size_t dots) {
    const double first = read_number(parameter, words.substr(0, dots));
    std::string_view rest = words.substr(dots + 2);
    std::optional<double> step;
    if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
        const std::string_view step_words = rest.substr(colon + 1);
        double value = 0;
        const auto result = std::from_chars(step_words.data(), step_words.data() + step_words.size(), value);
        const bool whole = parameter.type != ParameterType::integer || value == std::floor(value);
        if (step_words.empty() || result.ec != std::errc() ||
            result.ptr != step_words.data() + step_words.size() || !(value > 0) || !std::isfinite(value) ||
            !whole)
            throw UsageError("the step '" + std::string(step_words) + "' in --over " + parameter.name +
                             " must be a positive " +
                             (parameter.type == ParameterType::integer ? "whole number" : "number"));
        step = value;
        rest = rest.substr(0, colon);
    }
    const double last = read_number(parameter, rest);
    if (last < first)
        throw UsageError("--over " + parameter.name + "=" + std::string(words) +
                         " runs backwards; write the smaller value first");
    const double by = step.value_or(parameter.type == ParameterType::integer ? 1.0 : (last - first) / 10);
    std::vector<double> values;
    // Values are counted, not added up, so that rounding never loses the last one.
    const double steps = by > 0 ? std::floor((last - first) / by * (1 + 1e-12)) : 0;
    if (steps >= static_cast<double>(most_sweep_values))
        throw UsageError("--over " + parameter.name + " gives more than " +
                         std::to_string(most_sweep_values) + " values; choose a larger step");
    for (double i = 0; i <= steps; ++i)
        values.push_back(std::min(last, first + i * by));
    return values;
}

} // namespace

std::string SweepAxis::words(double value) const {
    return plain_number(value);
}

SweepAxis parse_sweep_axis(const Scenario& scenario, std::string_view words) {
    const std::size_t equals = words.find('=');
    if (equals == std::string_view::npos || equals == 0)
        throw UsageError("--over wants NAME=FIRST..LAST, for example --over workers=1..4, not '" +
                         std::string(words) + "'");
    SweepAxis axis;
    axis.parameter = &numeric_parameter(scenario, words.substr(0, equals));
    const std::string_view range = words.substr(equals + 1);
    const std::size_t dots = range.find("..");
    axis.values = dots == std::string_view::npos ? read_list(*axis.parameter, range)
                                                 : read_range(*axis.parameter, range, dots);
    if (axis.values.size() > most_sweep_values)
        throw UsageError("--over " + axis.parameter->name + " gives more than " +
                         std::to_string(most_sweep_values) + " values; choose fewer");
    return axis;
}

} // namespace interleave
