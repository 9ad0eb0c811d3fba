// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/answer_key.h"

#include "core/analysis/check_text.h"
#include "core/analysis/deadlock_text.h"
#include "core/analysis/figure.h"
#include "core/course/measured_figures.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr std::size_t most_figures = 8;

/// Keeps a number and its unit on one line, if that is as short as "ms".
std::string unbroken(std::string figures) {
    constexpr const char* no_break_space = "\u00a0";
    constexpr std::size_t longest_unit = 3; // in bytes
    for (std::size_t i = 1; i < figures.size(); ++i) {
        const bool is_behind_digit = figures[i - 1] >= '0' && figures[i - 1] <= '9';
        const std::size_t unit = std::min(figures.find(' ', i + 1), figures.size()) - i - 1;
        if (figures[i] == ' ' && is_behind_digit && unit <= longest_unit)
            figures.replace(i, 1, no_break_space);
    }
    return figures;
}

/// Ends a text that another sentence follows.
std::string sentence(std::string text) {
    return text.ends_with('.') || text.ends_with('?') || text.ends_with('!') ? text : text + ".";
}

const char* verdict(const Check& check) {
    return !check.holds ? "cannot be told" : *check.holds ? "holds" : "does not hold";
}

std::string duration(std::int64_t ns) {
    const double ms = static_cast<double>(ns) / 1e6;
    return ms < 1'000 ? figure(ms, "ms") : figure(ms / 1'000, "s");
}

void add_verdict(Handout& handout, const LessonResult& result) {
    const LessonQuestion& question = result.lesson->question;
    const std::string came = answer_text(result);
    if (came.empty()) {
        add_text(handout, "**Answer:** " + sentence(expected_answer_text(question)) +
                              " This is what theory expects; this machine could not tell: " +
                              as_markdown(result.answer.why) + ".");
    } else if (!is_expected(result)) {
        add_text(handout, "**Answer on this machine:** " + sentence(came) +
                              " Theory expects: " + expected_answer_text(question));
    } else {
        add_text(handout, "**Answer:** " + came);
        if (question.number)
            handout.blocks.back().text += ", within " + figure(100 * question.number->tolerance) +
                                          " %. Theory expects " + expected_answer_text(question) + ".";
    }
    add_text(handout, "**Reason:** " + right_reason_text(question));
}

void add_measured(Handout& handout, const RunInfo& info) {
    std::vector<std::vector<std::string>> rows{{"Outcome", "Measured here"}};
    for (const std::string& ring : deadlock_texts(info))
        rows.push_back({"Deadlock", as_markdown(ring)});
    for (const MeasuredFigure& measured : measured_figures(info, most_figures))
        rows.push_back({as_markdown(measured.name), as_markdown(measured.text)});
    if (rows.size() > 1)
        add_table(handout, {0.4, 0.6}, rows);
}

void add_checks(Handout& handout, const RunInfo& info) {
    std::vector<std::vector<std::string>> rows{{"Claim", "Expected", "Measured", "Verdict here"}};
    for (const Check& check : info.checks) {
        const bool is_only_one = std::ranges::count(info.checks, check.claim, &Check::claim) == 1;
        const std::string why = check.holds == true || check.why.empty() ? "" : ": " + check.why;
        rows.push_back({as_markdown(check.claim) + (is_only_one ? "" : " (" + as_markdown(check.name) + ")"),
                        as_markdown(unbroken(expected_text(check))),
                        check.measured ? as_markdown(unbroken(figure(*check.measured, check.unit))) : "–",
                        as_markdown(verdict(check) + why)});
    }
    if (rows.size() > 1)
        add_table(handout, {0.4, 0.17, 0.15, 0.28}, rows);
}

} // namespace

void add_answer(Handout& handout, const LessonResult& result) {
    add_verdict(handout, result);
    for (auto block = handout.blocks.end() - 2; block != handout.blocks.end(); ++block)
        block->keeps_with_next = true;
    const RunInfo& info = result.info;
    add_text(handout, "Run: " + as_markdown(conditions_line(info)) + "; " +
                          (info.ended ? std::string(name_of(*info.ended)) + " after " : "") +
                          duration(info.wall_ns) + "." +
                          (info.error.empty() ? "" : " " + as_markdown(info.error)));
    add_measured(handout, info);
    add_checks(handout, info);
}

std::string measured_on(std::span<const LessonResult> results) {
    if (results.empty())
        return {};
    const RunInfo& info = results.front().info;
    return "Measured on " + day_of(info) + " with " + as_markdown(machine_line(info)) + "; switch records " +
           as_markdown(info.switch_records) + "; recording an event took " +
           (std::isfinite(info.machine.ns_per_event) ? figure(info.machine.ns_per_event, "ns") : "?") + ".";
}

Handout answer_key(const CourseSession& session, std::span<const LessonResult> results) {
    Handout handout{.title = title_of(session),
                    .kind = "Answer key",
                    .is_filled_in = false,
                    .introduction = measured_on(results) +
                                    " Each answer is what a run with the defaults showed; on another machine "
                                    "figures of time differ."};
    int number = 0;
    for (const LessonResult& result : results) {
        add_lesson(handout, std::to_string(++number) + "  " + title_of(*result.lesson),
                   result.lesson->part == LessonPart::homework ? "homework" : "");
        add_answer(handout, result);
    }
    return handout;
}

} // namespace interleave
