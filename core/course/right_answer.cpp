// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/right_answer.h"

#include "core/analysis/told.h"
#include "core/experiment/machine_load.h"
#include "core/experiment/slow_processors.h"

#include <cmath>
#include <utility>
#include <vector>

namespace interleave {

namespace {

/// Returns why times measured in this run tell nothing; empty if nothing disturbed it. The rules are those of
/// checks: it asks what would excuse one that was missed by as much as can be.
std::string doubt_of_times(const RunInfo& info) {
    std::vector<Check> missed(1);
    missed.front().expected = 1;
    missed.front().measured = 0;
    missed.front().decide();
    doubt_checks_on_slow_processors(missed, info.processor_slowdown);
    doubt_disturbed_checks(missed, info.processors_of_others.value_or(0), info.machine.cpus);
    return missed.front().holds ? std::string() : missed.front().why;
}

/// Returns an answer that says why the run gives none, if a need is not met that no answer can do without.
std::optional<RightAnswer> unmet(const LessonNeeds& needs, const RunInfo& info) {
    if (!info.ended)
        return RightAnswer{.why = "the run has not ended"};
    if (*info.ended == Ended::stopped || *info.ended == Ended::time_limit)
        return RightAnswer{.why = "the run was stopped before its end"};
    if (needs.two_processors && info.machine.cpus < 2)
        return RightAnswer{.why = "this needs two usable processors"};
    for (const std::string& name : needs.checks) {
        if (const Told<bool> told = tell_check(name, info); !told.what)
            return RightAnswer{.why = told.why, .fits = told.is_in_run};
    }
    return std::nullopt;
}

RightAnswer right_option(const std::vector<LessonOption>& options, const RunInfo& info) {
    RightAnswer answer;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const Told<bool> told = tell_all(options[i].conditions, info);
        if (!told.what)
            return {.why = told.why, .fits = told.is_in_run};
        if (!*told.what)
            continue;
        if (answer.option)
            return {.why = "the options " + std::to_string(*answer.option + 1) + " and " +
                           std::to_string(i + 1) + " both came out",
                    .fits = false};
        answer.option = i;
    }
    if (!answer.option)
        return {.why = "none of the options came out", .fits = false};
    return answer;
}

RightAnswer right_number(const LessonNumber& number, const RunInfo& info) {
    const Told<double> told = tell(number.quantity, info);
    return {.number = told.what, .why = told.why, .fits = told.is_in_run};
}

/// Whether an answer came out that theory does not expect of a run with the defaults.
bool is_unexpected(const LessonQuestion& question, const RightAnswer& answer) noexcept {
    return (answer.number && !is_expected(*question.number, *answer.number)) ||
           (answer.option && !question.options[*answer.option].is_right);
}

} // namespace

RightAnswer right_answer(const LessonQuestion& question, const RunInfo& info) {
    if (const auto answer = unmet(question.needs, info))
        return *answer;
    RightAnswer answer =
        question.number ? right_number(*question.number, info) : right_option(question.options, info);
    // As with checks, load excuses only what theory does not expect.
    if (question.needs.quiet_machine && is_unexpected(question, answer)) {
        if (std::string doubt = doubt_of_times(info); !doubt.empty())
            return {.why = std::move(doubt)};
    }
    return answer;
}

bool is_right(const LessonNumber& number, double answer, double measured) noexcept {
    return std::abs(answer - measured) <= number.tolerance * std::abs(measured);
}

bool is_expected(const LessonNumber& number, double measured) noexcept {
    return measured >= number.least_expected && measured <= number.most_expected;
}

} // namespace interleave
