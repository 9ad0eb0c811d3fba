// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/outcome_condition.h"

#include "core/event/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

constexpr std::array<std::pair<std::string_view, Relation>, 6> relations{{
    {"=", Relation::equal},
    {"!=", Relation::not_equal},
    {"<", Relation::less},
    {"<=", Relation::at_most},
    {">", Relation::greater},
    {">=", Relation::at_least},
}};
constexpr std::array<std::pair<std::string_view, ListFunction>, 4> functions{{
    {"count", ListFunction::count},
    {"distinct", ListFunction::distinct},
    {"min", ListFunction::least},
    {"max", ListFunction::most},
}};
/// A run that was stopped or that ran out of time answers nothing, so no condition asks for that.
constexpr std::array ends{Ended::finished, Ended::crashed, Ended::deadlock};

[[noreturn]] void refuse(std::string_view text) {
    throw UsageError(
        "'" + std::string(text) +
        "' is no condition; write KEY = NUMBER (or != < <= > >=), KEY / KEY = NUMBER, check NAME "
        "holds, check NAME fails or ended finished (or crashed, deadlock)");
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

/// Removes a word and the space behind it from the beginning, and says whether it was there.
bool take_word(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word) || text.size() <= word.size() || text[word.size()] != ' ')
        return false;
    text = trimmed(text.substr(word.size()));
    return true;
}

/// Removes a space and the word behind it from the end, and says whether it was there.
bool take_last_word(std::string_view& text, std::string_view word) {
    if (!text.ends_with(word) || text.size() <= word.size() || text[text.size() - word.size() - 1] != ' ')
        return false;
    text = trimmed(text.substr(0, text.size() - word.size()));
    return true;
}

std::optional<double> parse_number(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::optional<OutcomeKey> parse_key(std::string_view text) {
    OutcomeKey key;
    for (const auto& [word, function] : functions) {
        if (take_word(text, word)) {
            key.function = function;
            break;
        }
    }
    for (bool more = true; more;) {
        const auto dot = text.find('.');
        more = dot != std::string_view::npos;
        const std::string_view name = text.substr(0, dot);
        if (name.empty() || name.find_first_of("/=<>!,") != std::string_view::npos)
            return std::nullopt;
        key.path.emplace_back(name);
        text = more ? text.substr(dot + 1) : std::string_view();
    }
    return key;
}

std::optional<OutcomeQuantity> read_quantity(std::string_view text) {
    const auto slash = text.find(" / ");
    const auto key = parse_key(trimmed(text.substr(0, slash)));
    if (!key)
        return std::nullopt;
    OutcomeQuantity quantity{std::string(text), *key};
    if (slash != std::string_view::npos) {
        quantity.divisor = parse_key(trimmed(text.substr(slash + 3)));
        if (!quantity.divisor)
            return std::nullopt;
    }
    return quantity;
}

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

OutcomeQuantity parse_quantity(std::string_view text) {
    const auto quantity = read_quantity(trimmed(text));
    if (!quantity)
        throw UsageError("'" + std::string(text) +
                         "' is no value of an outcome; write KEY, KEY.MEMBER, count "
                         "KEY (or distinct, min, max) or KEY / KEY");
    return *quantity;
}

OutcomeCondition parse_condition(std::string_view text) {
    std::string_view rest = trimmed(text);
    if (take_word(rest, "check")) {
        const bool holds = take_last_word(rest, "holds");
        if ((!holds && !take_last_word(rest, "fails")) || rest.empty())
            refuse(text);
        return CheckCondition{std::string(rest), holds};
    }
    if (take_word(rest, "ended")) {
        const auto ended =
            std::ranges::find(ends, rest, [](Ended end) { return std::string_view(name_of(end)); });
        if (ended == ends.end())
            refuse(text);
        return EndCondition{*ended};
    }
    const auto space = rest.rfind(' ');
    if (space == std::string_view::npos)
        refuse(text);
    const auto number = parse_number(rest.substr(space + 1));
    rest = trimmed(rest.substr(0, space));
    for (const auto& [sign, relation] : relations) {
        std::string_view left = rest;
        if (!number || !take_last_word(left, sign))
            continue;
        const auto quantity = read_quantity(left);
        if (!quantity)
            break;
        return NumberCondition{*quantity, relation, *number};
    }
    refuse(text);
}

Told<double> tell(const OutcomeQuantity& quantity, const RunInfo& info) {
    const Told<double> value = tell_key(quantity.key, info);
    if (!value.what || !quantity.divisor)
        return value;
    const Told<double> divisor = tell_key(*quantity.divisor, info);
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

} // namespace interleave
