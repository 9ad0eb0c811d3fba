// SPDX-License-Identifier: GPL-3.0-or-later
// A parameter of a scenario bound to the member of the scenario's own struct that holds it, so that a run
// gets its parameters filled in and typed, and a misspelt name does not compile.
#pragma once

#include "core/scenario/parameter.h"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace interleave {

/// What users see of a parameter, and where its value goes in the scenario's `Settings`.
template <typename Settings>
struct Setting {
    Parameter parameter;
    std::function<void(Settings&, const ParameterValue&)> store;
};

/// Of any type whole numbers can be counted in: an integer, or a duration like std::chrono::milliseconds,
/// whose unit must then be the parameter's.
template <typename Whole>
concept Countable = (std::integral<Whole> && !std::same_as<Whole, bool>) ||
                    std::same_as<Whole, std::chrono::duration<typename Whole::rep, typename Whole::period>>;

/// The store of a whole number that the parameter's bounds keep within `Whole`: an int has room for
/// 2,147,483,647.
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

/// An integer that says how many workers there are beside the main one.
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

/// A word that users choose, and what it means to the scenario.
template <typename Value>
struct Choice {
    std::string word;
    Value value;
};

/// `default_value` must be that of one of the choices.
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
