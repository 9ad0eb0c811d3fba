// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/measured_figures.h"

#include "core/analysis/figure.h"
#include "core/analysis/outcome_label.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <optional>

namespace interleave {

namespace {

constexpr std::size_t longest_text = 60;
constexpr std::size_t most_parts = 4;

std::string with_unit(const std::string& text, const std::string& unit) {
    return unit.empty() ? text : text + " " + unit;
}

std::string single_text(const Value& value) {
    if (const auto flag = value.flag())
        return *flag ? "yes" : "no";
    if (value.number())
        return value_text(value);
    const std::string* const text = value.text();
    return text != nullptr && text->size() <= longest_text ? *text : std::string();
}

/// Returns the ends of a list of numbers; empty for a list of anything else.
std::string list_text(const Value::List& list) {
    if (list.empty() || !std::ranges::all_of(list, [](const Value& value) { return !!value.number(); }))
        return {};
    const auto [least, most] =
        std::ranges::minmax(list, {}, [](const Value& value) { return *value.number(); });
    if (list.size() == 1 || least == most)
        return value_text(least) + (list.size() == 1 ? "" : ", " + std::to_string(list.size()) + " times");
    return value_text(least) + " to " + value_text(most) + " in " + std::to_string(list.size()) + " values";
}

std::string members_text(const NamedValues& members) {
    std::string text;
    for (const auto& [name, value] : members) {
        const OutcomeLabel label = outcome_label(name);
        const std::string words = single_text(value);
        if (words.empty() || members.size() > most_parts)
            return {};
        text += (text.empty() ? "" : ", ") + label.words + " " + with_unit(words, label.unit);
    }
    return text;
}

std::string text_of(const Value& value, const std::string& unit) {
    if (value.members() != nullptr)
        return members_text(*value.members());
    const std::string text = value.list() != nullptr ? list_text(*value.list()) : single_text(value);
    return text.empty() ? text : with_unit(text, unit);
}

} // namespace

std::vector<MeasuredFigure> measured_figures(const RunInfo& info, std::size_t most) {
    std::vector<MeasuredFigure> figures;
    for (const auto& [name, value] : info.outcome) {
        if (figures.size() == most)
            break;
        if (name == deadlock_key || info.parameters.contains(name))
            continue;
        const OutcomeLabel label = outcome_label(name);
        if (std::string text = text_of(value, label.unit); !text.empty())
            figures.push_back({label.words, std::move(text)});
    }
    return figures;
}

std::string machine_line(const RunInfo& info) {
    const auto cpus = static_cast<std::uint64_t>(std::max(0, info.machine.cpus));
    return counted(cpus, "processors") + (info.machine.model.empty() ? "" : ", " + info.machine.model) +
           ", Linux " + info.machine.kernel;
}

std::string conditions_line(const RunInfo& info) {
    std::string text = info.scenario + ", " + info.backend;
    for (const auto& [name, value] : info.parameters) {
        if (const std::string words = single_text(value); !words.empty())
            text += ", " + name + " " + words;
    }
    return text + ", seed " + std::to_string(info.seed);
}

std::string day_of(const RunInfo& info) {
    const auto seconds = static_cast<std::time_t>(info.begun_unix_ns / 1'000'000'000);
    std::tm day{};
    std::array<char, 16> text{};
    if (localtime_r(&seconds, &day) == nullptr)
        return {};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &day)};
}

} // namespace interleave
