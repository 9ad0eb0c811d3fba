// SPDX-License-Identifier: GPL-3.0-or-later
// Two tasks at once: one prints numbers, one prints letters, each with a pause after every line.
#include "core/scenario/stage.h"
#include "core/work/print.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>

using namespace interleave;

namespace {

Outcome numbers_and_letters(Stage& stage) {
    const int count = stage.count("count");
    const std::chrono::milliseconds number_pause(stage.integer("number_pause"));
    const std::chrono::milliseconds letter_pause(stage.integer("letter_pause"));
    auto& printed = stage.share<PrintedLines>();

    const auto print_numbers = [&] {
        for (int i = 1; i <= count; ++i) {
            printed.print(std::to_string(i));
            sleep_for(number_pause);
        }
    };
    const auto print_letters = [&] {
        for (int i = 0; i < count; ++i) {
            printed.print(std::string(1, static_cast<char>('a' + i)));
            sleep_for(letter_pause);
        }
    };
    Team team = stage.team({"numbers", "letters"});
    team.run([&](Worker& me) { me.index() == 0 ? print_numbers() : print_letters(); });

    const double numbers_ms = static_cast<double>(count * number_pause.count());
    const double letters_ms = static_cast<double>(count * letter_pause.count());
    Outcome outcome;
    outcome.values["printed"] = printed.lines();
    outcome.values["total_ms"] = team.wall_ms();
    outcome.values["longer_ms"] = std::max(numbers_ms, letters_ms);
    outcome.values["sum_ms"] = numbers_ms + letters_ms;
    outcome.checks.push_back(
        {.name = "pauses-overlap",
         .claim = "Two tasks that pause take together as long as the longer one, not the sum.",
         .expected = std::max(numbers_ms, letters_ms),
         .measured = team.wall_ms(),
         .unit = "ms",
         .tolerance = 0.15});
    outcome.checks.push_back({.name = "both-asleep",
                              .claim = "While one task sleeps, the other can sleep too.",
                              .expected = 2,
                              .unit = "tasks",
                              .measure = TraceMeasure{"most_in_state:sleep"}});
    outcome.checks.push_back({.name = "nothing-lost",
                              .claim = "Each task prints all its lines, however they interleave.",
                              .expected = 2.0 * count,
                              .measured = static_cast<double>(printed.lines().size()),
                              .unit = "lines"});
    return outcome;
}

const Registration registration({
    .name = "numbers-and-letters",
    .title = "Numbers and letters",
    .group = Group::first_steps,
    .order = 3,
    .about = "Two tasks print and pause at the same time: the whole takes as long as the longer one, not as "
             "their sum.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("count", 5, 1, 26, "", "lines that each task prints"),
                   integer("number_pause", 100, 1, 2000, "ms", "pause after each number"),
                   integer("letter_pause", 150, 1, 2000, "ms", "pause after each letter")},
    .most_lanes = 3,
    .run = numbers_and_letters,
});

} // namespace
