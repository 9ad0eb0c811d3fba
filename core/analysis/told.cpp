// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/told.h"

#include "core/analysis/figure.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>
#include <variant>

namespace interleave {

namespace {

std::string path_text(const std::vector<std::string>& path) {
    std::string text;
    for (const std::string& name : path)
        text += (text.empty() ? "" : ".") + name;
    return text;
}

const Value* find_value(const NamedValues& values, const std::vector<std::string>& path) {
    const Value* value = values.find(path.front());
    for (std::size_t i = 1; i < path.size() && value != nullptr; ++i) {
        const std::string& name = path[i];
        if (const NamedValues* const members = value->members()) {
            value = members->find(name);
            continue;
        }
        const Value::List* const list = value->list();
        std::size_t place = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), place);
        const bool is_place = parsed.ec == std::errc() && parsed.ptr == name.data() + name.size();
        value = list != nullptr && is_place && place < list->size() ? &(*list)[place] : nullptr;
    }
    return value;
}

std::optional<double> number_of(const Value& value) {
    if (const auto flag = value.flag())
        return *flag ? 1 : 0;
    const auto number = value.number();
    return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<double> number_of(const Value::List& list, ListFunction function) {
    if (function == ListFunction::count)
        return static_cast<double>(list.size());
    if (function == ListFunction::distinct) {
        double distinct = 0;
        for (auto element = list.begin(); element != list.end(); ++element)
            distinct += std::find(list.begin(), element, *element) == element ? 1 : 0;
        return distinct;
    }
    std::optional<double> extreme;
    for (const Value& element : list) {
        const auto number = number_of(element);
        if (!number)
            return std::nullopt;
        if (!extreme || (function == ListFunction::least ? *number < *extreme : *number > *extreme))
            extreme = number;
    }
    return extreme;
}

Told<double> tell_key(const OutcomeKey& key, const RunInfo& info) {
    const Value* const value = find_value(info.outcome, key.path);
    if (value == nullptr)
        return {.why = "the outcome has no '" + path_text(key.path) + "'", .is_in_run = false};
    if (value->is_none())
        return {.why = "'" + path_text(key.path) + "' was not measured"};
    std::optional<double> number;
    if (key.function == ListFunction::none)
        number = number_of(*value);
    else if (const Value::List* const list = value->list())
        number = number_of(*list, key.function);
    if (!number)
        return {.why = "'" + path_text(key.path) + "' is nothing that makes a number", .is_in_run = false};
    return {.what = number};
}

bool is_met(double value, Relation relation, double number) {
    switch (relation) {
    case Relation::equal:
        return value == number;
    case Relation::not_equal:
        return value != number;
    case Relation::less:
        return value < number;
    case Relation::at_most:
        return value <= number;
    case Relation::greater:
        return value > number;
    case Relation::at_least:
        break;
    }
    return value >= number;
}

Told<bool> tell_one(const NumberCondition& condition, const RunInfo& info) {
    const Told<double> value = tell(condition.quantity, info);
    if (!value.what)
        return {.why = value.why, .is_in_run = value.is_in_run};
    return {.what = is_met(*value.what, condition.relation, condition.number)};
}

Told<bool> tell_one(const CheckCondition& condition, const RunInfo& info) {
    Told<bool> told = tell_check(condition.name, info);
    if (told.what)
        told.what = *told.what == condition.holds;
    return told;
}

Told<bool> tell_one(const EndCondition& condition, const RunInfo& info) {
    if (!info.ended)
        return {.why = "the run has not ended"};
    return {.what = *info.ended == condition.ended};
}

} // namespace

Told<double> tell(const OutcomeQuantity& quantity, const RunInfo& info) {
    Told<double> value = tell_key(quantity.key, info);
    if (!value.what || !quantity.divisor)
        return value;
    Told<double> divisor = tell_key(*quantity.divisor, info);
    if (!divisor.what)
        return divisor;
    if (*divisor.what == 0)
        return {.why = "'" + path_text(quantity.divisor->path) + "' is 0"};
    return {.what = *value.what / *divisor.what};
}

Told<bool> tell_check(std::string_view name, const RunInfo& info) {
    Told<bool> told{.why = "the run has no check '" + std::string(name) + "'", .is_in_run = false};
    for (const Check& check : info.checks) {
        if (check.name != name)
            continue;
        if (!check.holds)
            return {.why = check.why.empty() ? "the check '" + check.name + "' cannot be told" : check.why};
        told = {.what = told.what.value_or(true) && *check.holds};
    }
    return told;
}

Told<bool> tell(const OutcomeCondition& condition, const RunInfo& info) {
    return std::visit([&](const auto& one) { return tell_one(one, info); }, condition);
}

Told<bool> tell_all(const std::vector<OutcomeCondition>& conditions, const RunInfo& info) {
    Told<bool> all{.what = true};
    for (const OutcomeCondition& condition : conditions) {
        Told<bool> told = tell(condition, info);
        if (told.what == false)
            return told;
        if (!told.what && all.what)
            all = std::move(told);
    }
    return all;
}

std::string what_came(const OutcomeCondition& condition, const RunInfo& info) {
    if (const auto* const number = std::get_if<NumberCondition>(&condition))
        if (const Told<double> value = tell(number->quantity, info); value.what)
            return number->quantity.text + " is " + figure(*value.what);
    if (const auto* const check = std::get_if<CheckCondition>(&condition))
        return "it " + std::string(check->holds ? "does not hold" : "holds");
    return info.ended ? std::string("it ended ") + name_of(*info.ended) : "it has not ended";
}

} // namespace interleave
