// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/outcome_condition.h"

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
    if (text == "true" || text == "false")
        return text == "true" ? 1 : 0;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

/// Returns the number with as many digits as tell it from every other one.
std::string exact(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
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
    const auto begin = rest.find_first_of("=!<>");
    if (begin == std::string_view::npos)
        refuse(text);
    const auto end = std::min(rest.find_first_not_of("=!<>", begin), rest.size());
    const auto relation = std::ranges::find(relations, rest.substr(begin, end - begin),
                                            &std::pair<std::string_view, Relation>::first);
    const auto number = parse_number(trimmed(rest.substr(end)));
    const auto quantity = read_quantity(trimmed(rest.substr(0, begin)));
    if (relation == relations.end() || !number || !quantity)
        refuse(text);
    return NumberCondition{*quantity, relation->second, *number};
}

std::string text_of(const OutcomeCondition& condition) {
    if (const auto* const number = std::get_if<NumberCondition>(&condition)) {
        const auto relation =
            std::ranges::find(relations, number->relation, &std::pair<std::string_view, Relation>::second);
        return number->quantity.text + " " + std::string(relation->first) + " " + exact(number->number);
    }
    if (const auto* const check = std::get_if<CheckCondition>(&condition))
        return "check " + check->name + (check->holds ? " holds" : " fails");
    return std::string("ended ") + name_of(std::get<EndCondition>(condition).ended);
}

} // namespace interleave
