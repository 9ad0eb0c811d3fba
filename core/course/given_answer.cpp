// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/given_answer.h"

#include "core/analysis/figure.h"
#include "core/analysis/outcome_label.h"
#include "core/analysis/told.h"
#include "core/course/lesson_page.h"
#include "core/event/error.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <variant>

namespace interleave {

namespace {

std::string link(const char* words, const char* target) {
    return "[" + std::string(words) + "](" + target + ")";
}

std::string lower_first(std::string words) {
    // A name such as "GIL" stays as it is.
    const bool is_word = words.size() > 1 && std::islower(static_cast<unsigned char>(words[1])) != 0;
    if (is_word)
        words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
    return words;
}

std::string words_of(const OutcomeKey& key, std::string& unit) {
    const OutcomeLabel label = outcome_label(key.path.front());
    std::string words = lower_first(label.words);
    unit = label.unit;
    for (std::size_t i = 1; i < key.path.size(); ++i) {
        const std::string& name = key.path[i];
        if (std::ranges::all_of(name, [](unsigned char sign) { return std::isdigit(sign) != 0; })) {
            words = "number " + std::to_string(std::stoul(name) + 1) + " of " + words;
            continue;
        }
        const OutcomeLabel member = outcome_label(name);
        words += ", " + lower_first(member.words);
        if (!member.unit.empty())
            unit = member.unit;
    }
    switch (key.function) {
    case ListFunction::count:
        unit.clear();
        return "number of " + words;
    case ListFunction::distinct:
        unit.clear();
        return "distinct values of " + words;
    case ListFunction::least:
        return "least of " + words;
    case ListFunction::most:
        return "greatest of " + words;
    case ListFunction::none:
        break;
    }
    return words;
}

std::string said(const GivenAnswer& given, const LessonQuestion& question) {
    if (given.is_skipped())
        return "You skipped the question.";
    return "**You said:** " + (given.number ? figure(*given.number, question.number->unit)
                                            : question.options[*given.option].text);
}

/// Returns the figures by which the options are told apart: "lost updates: 36250; least of actual: 2514".
std::string figures(const LessonQuestion& question, const RunInfo& info) {
    std::string text;
    std::set<std::string> seen;
    const auto add = [&](const OutcomeQuantity& quantity) {
        const Told<double> value = tell(quantity, info);
        if (!value.what || !seen.insert(quantity.text).second)
            return;
        std::string unit;
        (void)words_of(quantity.key, unit);
        text += (text.empty() ? "" : "; ") + words_of(quantity) + ": " +
                figure(*value.what, quantity.divisor ? std::string() : unit);
    };
    if (question.number)
        add(question.number->quantity);
    for (const LessonOption& option : question.options)
        for (const OutcomeCondition& condition : option.conditions)
            if (const auto* const number = std::get_if<NumberCondition>(&condition))
                add(number->quantity);
    return text;
}

std::string came_out(const LessonQuestion& question, const RightAnswer& right, const RunInfo& info) {
    const std::string measured = figures(question, info);
    const std::string answer =
        right.number ? figure(*right.number, question.number->unit) : question.options[*right.option].text;
    return "**What came out:** " + answer +
           (measured.empty() || question.number ? "" : "\n\n**Measured:** " + measured + ".");
}

std::string judged(const GivenAnswer& given, const LessonQuestion& question, const RightAnswer& right) {
    const Verdict verdict = verdict_on(given, question, right);
    const auto right_reason = std::ranges::find_if(question.reasons, &LessonReason::is_right);
    std::string text;
    if (verdict.was_right)
        text += *verdict.was_right ? "That is what you said.\n\n" : "That is not what you said.\n\n";
    if (verdict.reason_right.has_value() && !*verdict.reason_right) {
        const LessonReason& reason = question.reasons[*given.reason];
        text += "**You thought:** " + reason.text + "\n\n" + reason.reply + "\n\n";
    }
    if (right.option && !question.options[*right.option].is_right) {
        const auto usual = std::ranges::find_if(question.options, &LessonOption::is_right);
        return text + "Mostly it is otherwise: " + usual->text + " Run it again, or many times.";
    }
    text += (verdict.reason_right.value_or(false) ? "**Why, as you thought:** " : "**Why:** ") +
            right_reason->text;
    return text;
}

} // namespace

std::string words_of(const OutcomeQuantity& quantity) {
    std::string unit;
    std::string words = words_of(quantity.key, unit);
    if (quantity.divisor)
        words += " divided by " + words_of(*quantity.divisor, unit);
    return words;
}

bool fits(const GivenAnswer& given, const LessonQuestion& question) noexcept {
    return (!given.option || *given.option < question.options.size()) &&
           (!given.number || question.number.has_value()) &&
           (!given.reason || *given.reason < question.reasons.size());
}

bool is_default_run(const RunInfo& info, const Scenario& scenario) {
    if (!info.ended || info.scenario != scenario.name || info.backend != name_of(scenario.backends.front()))
        return false;
    try {
        return ParameterSet::from(scenario.parameters, info.parameters).named_values() ==
               ParameterSet(scenario.parameters).named_values();
    } catch (const UsageError&) {
        return false; // it is of another version of the scenario
    }
}

Verdict verdict_on(const GivenAnswer& given, const LessonQuestion& question, const RightAnswer& right) {
    Verdict verdict;
    if (given.reason)
        verdict.reason_right = question.reasons[*given.reason].is_right;
    if (given.option && right.option)
        verdict.was_right = *given.option == *right.option;
    if (given.number && right.number)
        verdict.was_right = is_right(*question.number, *given.number, *right.number);
    return verdict;
}

std::string reply_to(const GivenAnswer& given, const LessonQuestion& question, const RunInfo* run) {
    std::string text = std::string(question_heading) + "\n\n" + question.text + "\n\n";
    text += said(given, question) + "\n\n";
    if (run == nullptr) {
        if (given.reason)
            text += "**Because:** " + question.reasons[*given.reason].text + "\n\n";
        return text + link("Run it with the defaults", run_link) + " and see. " +
               link("Ask me again", ask_link) + "\n\n";
    }
    const RightAnswer right = right_answer(question, *run);
    if (!right.option && !right.number)
        return text + "**It cannot be told:** " + right.why + ".\n\n" + link("Run it again", run_link) +
               " or " + link("ask me again", ask_link) + "\n\n";
    text += came_out(question, right, *run) + "\n\n" + judged(given, question, right) + "\n\n";
    return text + link("Show it on the lanes", proof_link) + " · " +
           link("Ask me what happens next", next_link) + " · " + link("Ask me again", ask_link) + "\n\n";
}

} // namespace interleave
