// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/variation.h"

#include "core/event/error.h"

#include <algorithm>
#include <charconv>

namespace interleave {

namespace {

std::vector<std::string_view> pieces(std::string_view text, char separator) {
    std::vector<std::string_view> found;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        if (end != 0)
            found.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return found;
}

const Parameter* parameter_of(const Scenario& scenario, std::string_view name) {
    const auto found = std::ranges::find(scenario.parameters, name, &Parameter::name);
    return found != scenario.parameters.end() ? &*found : nullptr;
}

std::optional<Backend> backend_of(const Scenario& scenario, std::string_view name) {
    const auto found =
        std::ranges::find_if(scenario.backends, [name](Backend backend) { return name == name_of(backend); });
    return found != scenario.backends.end() ? std::optional(*found) : std::nullopt;
}

std::optional<std::uint64_t> seed_in(std::string_view word) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seed);
    return error == std::errc() && end == word.data() + word.size() ? std::optional(seed) : std::nullopt;
}

/// Reads one word: "gil", "workers=7", "seed=2" or "sweep:workers=1..4". Returns false if the scenario does
/// not take it.
bool add_word(const Scenario& scenario, std::string_view word, Variation& variation) {
    constexpr std::string_view sweep = "sweep:";
    const bool is_sweep = word.starts_with(sweep);
    if (is_sweep)
        word.remove_prefix(sweep.size());
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) {
        variation.backend = backend_of(scenario, word);
        return variation.backend.has_value() && !is_sweep;
    }
    const std::string_view name = word.substr(0, equals);
    const std::string_view value = word.substr(equals + 1);
    const Parameter* const parameter = parameter_of(scenario, name);
    if (parameter == nullptr) {
        variation.seed = name == "seed" ? seed_in(value) : std::nullopt;
        return variation.seed.has_value() && !is_sweep;
    }
    if (is_sweep) {
        variation.sweep.emplace(name, value);
        return true;
    }
    try {
        if (parameter->type == ParameterType::text)
            return false; // such as a file's name, which the reader has to fill in
        parse_value(*parameter, value);
    } catch (const UsageError&) {
        return false;
    }
    variation.settings.emplace_back(name, value);
    return true;
}

std::optional<Variation> read_words(const Scenario& scenario, const std::vector<std::string_view>& words) {
    Variation variation;
    for (const std::string_view word : words)
        if (!add_word(scenario, word, variation))
            return std::nullopt;
    return words.empty() ? std::nullopt : std::optional(variation);
}

} // namespace

void Variation::add(const Variation& other) {
    if (other.backend)
        backend = other.backend;
    settings.insert(settings.end(), other.settings.begin(), other.settings.end());
    if (other.seed)
        seed = other.seed;
    if (other.sweep)
        sweep = other.sweep;
}

std::optional<Variation> read_variation(const Scenario& scenario, std::string_view words) {
    const std::string command = "interleave sweep " + scenario.name + " --over ";
    if (!words.starts_with(command))
        return read_words(scenario, pieces(words, ' '));
    const std::string sweep = "sweep:" + std::string(words.substr(command.size()));
    return read_words(scenario, {sweep});
}

std::string to_link(const Variation& variation) {
    std::string link;
    const auto add = [&link](const std::string& word) { link += (link.empty() ? "" : "&") + word; };
    if (variation.backend)
        add(name_of(*variation.backend));
    for (const auto& [name, value] : variation.settings)
        add(name + "=" + value);
    if (variation.seed)
        add("seed=" + std::to_string(*variation.seed));
    if (variation.sweep)
        add("sweep:" + variation.sweep->first + "=" + variation.sweep->second);
    return link;
}

std::optional<Variation> to_variation(const Scenario& scenario, std::string_view link) {
    return read_words(scenario, pieces(link, '&'));
}

ParameterSet parameters_of(const Scenario& scenario, const Variation& variation) {
    ParameterSet parameters(scenario.parameters);
    for (const auto& [name, value] : variation.settings)
        parameters.set(scenario.parameters, name, value);
    if (scenario.validate)
        scenario.validate(parameters);
    return parameters;
}

} // namespace interleave
