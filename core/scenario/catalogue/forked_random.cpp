// SPDX-License-Identifier: GPL-3.0-or-later
// Children draw random numbers by a generator that their parent made before it forked them. Each has a copy
// of it, in the same state.
#include "core/scenario/catalogue_entry.h"
#include "core/work/print.h"
#include "core/work/process.h"
#include "core/work/sleep.h"

#include <chrono>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace interleave::catalogue::forked_random {
namespace {

struct Settings {
    int workers;
    int draws;
    bool seed_in_child;
};

struct Measured {
    std::vector<std::vector<int>> numbers; ///< of each child
};

Measured run(Stage& stage, const Settings& settings) {
    const auto draws = static_cast<std::size_t>(settings.draws);
    int* const drawn = stage.share_array<int>(static_cast<std::size_t>(settings.workers) * draws);
    auto& printed = stage.share<PrintedLines>();

    std::mt19937_64 generator = stage.random(0); // is in ordinary memory: each child gets a copy
    std::vector<Process> children;
    for (int child = 0; child < settings.workers; ++child)
        children.emplace_back("child " + std::to_string(child + 1), [&, child] {
            if (settings.seed_in_child)
                generator = stage.random(static_cast<std::uint64_t>(child) + 1);
            std::uniform_int_distribution<int> one_to_hundred(1, 100);
            for (int i = 0; i < settings.draws; ++i) {
                const int number = one_to_hundred(generator); // moves on this child's generator only
                printed.print(std::to_string(number));
                drawn[child * settings.draws + i] = number;
                sleep_for(std::chrono::milliseconds(10)); // stands for what it does with the number
            }
        });
    for (Process& child : children)
        child.join();

    std::vector<std::vector<int>> numbers;
    for (const int* first = drawn; numbers.size() < children.size(); first += draws)
        numbers.emplace_back(first, first + draws);
    return {numbers};
}

std::string to_text(const std::vector<int>& numbers) {
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

Outcome check(const Settings& settings, const Measured& measured) {
    std::vector<std::string> numbers;
    for (const std::vector<int>& of_child : measured.numbers)
        numbers.push_back(to_text(of_child));
    const std::size_t different = std::set(numbers.begin(), numbers.end()).size();

    Outcome outcome;
    outcome.value("children", settings.workers);
    outcome.value("numbers", numbers);
    outcome.value("different_sequences", different);
    if (settings.seed_in_child)
        outcome.check("own-seed-own-numbers")
            .claims("Children that seed the generator themselves draw different numbers.")
            .at_any_load()
            .expects(exactly(settings.workers, "different sequences"))
            .measured(different)
            .decidable_if(settings.draws >= 5, "so few numbers can be the same by chance");
    else
        outcome.check("same-state-same-numbers")
            .claims("Children that inherit a generator all draw the same numbers.")
            .at_any_load()
            .expects(exactly(1, "different sequences"))
            .measured(different);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "forked-random",
    .title = "Forked children draw the same numbers",
    .group = Group::threads_and_processes,
    .order = 60,
    .about =
        "Four children draw random numbers by a generator that was made before the fork. All four draw the same ones, until each seeds its own copy.",
    .backends = {Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, 4, 1, 32, "", "children that draw"),
                   integer("draws", &Settings::draws, 6, 1, 50, "", "numbers from 1 to 100 that each draws"),
                   choice("seeded_by", &Settings::seed_in_child, false, {{"parent", false}, {"child", true}},
                          "who seeds the generator: the parent before the fork, or each child its copy")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::forked_random
