// SPDX-License-Identifier: GPL-3.0-or-later
// Binds a parameter of a scenario to a member of the scenario's own struct, so that a run gets its parameters
// filled in and typed, and a misspelt name does not compile.
#pragma once

#include "core/scenario/parameter.h"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace interleave {

/// The description of a parameter for users, and the function that stores its value in the scenario's
/// `Settings`.
template <typename Settings>
struct Setting {
    Parameter parameter;
    std::function<void(Settings&, const ParameterValue&)> store;

    /// Sets the default of controlled mode, and there the maximum of a number.
    template <typename Value>
    Setting controlled(Value default_value, std::optional<double> maximum = {}) && {
        if constexpr (std::integral<Value> && !std::same_as<Value, bool>)
            parameter.controlled_default = std::int64_t{default_value};
        else
            parameter.controlled_default = std::move(default_value);
        parameter.controlled_maximum = maximum;
        return std::move(*this);
    }
};

/// A type for whole numbers: an integer, or a duration like std::chrono::milliseconds, whose unit must then
/// be the parameter's.
template <typename Whole>
concept Countable = (std::integral<Whole> && !std::same_as<Whole, bool>) ||
                    std::same_as<Whole, std::chrono::duration<typename Whole::rep, typename Whole::period>>;

/// Returns the function that stores a whole number. The parameter's bounds must lie within the range of
/// `Whole`; that of an int ends at 2,147,483,647.
template <typename Settings, Countable Whole>
std::function<void(Settings&, const ParameterValue&)> store_whole(Whole Settings::*member) {
    return [member](Settings& settings, const ParameterValue& value) {
        settings.*member = static_cast<Whole>(std::get<std::int64_t>(value));
    };
}

template <typename Settings, Countable Whole>
Setting<Settings> integer(std::string name, Whole Settings::*member, std::int64_t default_value,
                          std::int64_t minimum, std::int64_t maximum, std::string unit, std::string about) {
    return {integer(std::move(name), default_value, minimum, maximum, std::move(unit), std::move(about)),
            store_whole(member)};
}

/// Makes an integer that is the number of workers besides the main one.
template <typename Settings, Countable Whole>
Setting<Settings> worker_count(std::string name, Whole Settings::*member, std::int64_t default_value,
                               std::int64_t minimum, std::int64_t maximum, std::string unit,
                               std::string about) {
    return {worker_count(std::move(name), default_value, minimum, maximum, std::move(unit), std::move(about)),
            store_whole(member)};
}

template <typename Settings>
Setting<Settings> real(std::string name, double Settings::*member, double default_value, double minimum,
                       double maximum, std::string unit, std::string about) {
    return {real(std::move(name), default_value, minimum, maximum, std::move(unit), std::move(about)),
            [member](Settings& settings, const ParameterValue& value) {
                settings.*member = std::get<double>(value);
            }};
}

template <typename Settings>
Setting<Settings> flag(std::string name, bool Settings::*member, bool default_value, std::string about) {
    return {flag(std::move(name), default_value, std::move(about)),
            [member](Settings& settings, const ParameterValue& value) {
                settings.*member = std::get<bool>(value);
            }};
}

/// A word that users choose, and its value in the scenario.
template <typename Value>
struct Choice {
    std::string word;
    Value value;
};

/// Makes a choice of words. `default_value` must be the value of one of the choices.
template <typename Settings, typename Value>
Setting<Settings> choice(std::string name, Value Settings::*member, std::type_identity_t<Value> default_value,
                         std::vector<Choice<std::type_identity_t<Value>>> choices, std::string about) {
    std::vector<std::string> words;
    std::string default_word;
    for (const auto& [word, value] : choices) {
        words.push_back(word);
        if (value == default_value)
            default_word = word;
    }
    return {choice(std::move(name), std::move(default_word), std::move(words), std::move(about)),
            [member, choices = std::move(choices)](Settings& settings, const ParameterValue& value) {
                for (const auto& [word, meaning] : choices) {
                    if (word == std::get<std::string>(value))
                        settings.*member = meaning;
                }
            }};
}

template <typename Settings>
Setting<Settings> text(std::string name, std::string Settings::*member, std::string default_value,
                       std::string about) {
    return {text(std::move(name), std::move(default_value), std::move(about)),
            [member](Settings& settings, const ParameterValue& value) {
                settings.*member = std::get<std::string>(value);
            }};
}

} // namespace interleave
