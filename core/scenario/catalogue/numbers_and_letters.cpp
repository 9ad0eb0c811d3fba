// SPDX-License-Identifier: GPL-3.0-or-later
// Two tasks run at once: one prints numbers, the other prints letters, each with a pause after every line.
#include "core/scenario/catalogue_entry.h"
#include "core/work/print.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace interleave::catalogue::numbers_and_letters {
namespace {

struct Settings {
    int count;
    std::chrono::milliseconds number_pause;
    std::chrono::milliseconds letter_pause;
};

struct Measured {
    std::vector<std::string> printed;
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& printed = stage.share<PrintedLines>();

    const auto print_numbers = [&] {
        for (int i = 1; i <= settings.count; ++i) {
            printed.print(std::to_string(i));
            sleep_for(settings.number_pause);
        }
    };
    const auto print_letters = [&] {
        for (int i = 0; i < settings.count; ++i) {
            printed.print(std::string(1, static_cast<char>('a' + i)));
            sleep_for(settings.letter_pause);
        }
    };
    Team team = stage.team({"numbers", "letters"});
    team.run([&](Worker& worker) { worker.index() == 0 ? print_numbers() : print_letters(); });
    return {printed.lines(), team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const auto numbers_ms = static_cast<double>(settings.count * settings.number_pause.count());
    const auto letters_ms = static_cast<double>(settings.count * settings.letter_pause.count());

    Outcome outcome;
    outcome.value("printed", measured.printed);
    outcome.value("total_ms", measured.wall_ms);
    outcome.value("longer_ms", std::max(numbers_ms, letters_ms));
    outcome.value("sum_ms", numbers_ms + letters_ms);
    outcome.check("pauses-overlap")
        .claims("Together, two tasks that pause take as long as the longer one, not the sum.")
        .expects(exactly(std::max(numbers_ms, letters_ms), "ms"))
        .tolerance(0.15)
        .measured(measured.wall_ms);
    outcome.check("both-asleep")
        .claims("While one task sleeps, the other can sleep too.")
        .expects(exactly(2, "tasks"))
        .measured_in_trace("most_in_state:sleep");
    outcome.check("nothing-lost")
        .claims("Each task prints all its lines, however they interleave.")
        .at_any_load()
        .expects(exactly(2 * settings.count, "lines"))
        .measured(measured.printed.size());
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "numbers-and-letters",
    .title = "Numbers and letters",
    .group = Group::first_steps,
    .order = 3,
    .about =
        "Two tasks print and pause at the same time: the whole takes as long as the longer one, not as their sum.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("count", &Settings::count, 5, 1, 26, "", "lines that each task prints"),
                   integer("number_pause", &Settings::number_pause, 100, 1, 2000, "ms",
                           "pause after each number"),
                   integer("letter_pause", &Settings::letter_pause, 150, 1, 2000, "ms",
                           "pause after each letter")},
    .most_lanes = 3,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::numbers_and_letters
