// SPDX-License-Identifier: GPL-3.0-or-later
// A program ends while its helper is still writing. A daemon is cut off in the middle of what it does; a
// helper that is joined finishes.
#include "core/scenario/catalogue_entry.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"

#include <atomic>
#include <chrono>

namespace interleave::catalogue::daemon_threads {
namespace {

struct Settings {
    bool daemon;
    int lines;
    std::chrono::milliseconds work;
};

struct Measured {
    int begun;
    int written;
    int exit_code; ///< of the program
};

constexpr std::chrono::milliseconds time_of_a_line(20);

/// What is left when the program is gone, like a file.
struct File {
    std::atomic<int> lines_begun{0};
    std::atomic<int> lines_written{0};
};

/// The program's helper.
void save(File& file, int lines, const Label& line) {
    for (int i = 0; i < lines; ++i) {
        const Work writing(line);
        ++file.lines_begun;
        sleep_for(time_of_a_line);
        ++file.lines_written;
    }
}

/// The program with a thread as its helper. All threads of a process end when its first function returns.
void with_thread(File& file, const Settings& settings, const Label& line) {
    Thread saver("saver", [&] { save(file, settings.lines, line); });
    sleep_for(settings.work); // stands for what else the program does
    if (settings.daemon)
        saver.detach();
    else
        saver.join();
}

/// The program with a process as its helper. The destructor kills a child that was not joined, as Python's
/// multiprocessing terminates daemons at the end of their parent.
void with_process(File& file, const Settings& settings, const Label& line) {
    Process saver("saver", [&] { save(file, settings.lines, line); });
    sleep_for(settings.work); // stands for what else the program does
    if (!settings.daemon)
        saver.join();
}

Measured run(Stage& stage, const Settings& settings) {
    auto& file = stage.share<File>();
    const Label line("line");
    // The program is a process of its own, so that somebody is left to count the lines.
    Process program("program", [&] {
        if (stage.backend() == Backend::threads)
            with_thread(file, settings, line);
        else
            with_process(file, settings, line);
    });
    const int exit_code = program.join().code;
    return {file.lines_begun, file.lines_written, exit_code};
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("lines", settings.lines);
    outcome.value("begun", measured.begun);
    outcome.value("written", measured.written);
    outcome.value("exit_code", measured.exit_code);
    if (settings.daemon)
        outcome.check("daemon-is-cut-off")
            .claims("A daemon ends with its program, however much it still has to do.")
            .expects(at_most(settings.lines - 1, "lines written"))
            .measured(measured.written)
            .decidable_if(settings.work < settings.lines * time_of_a_line / 2,
                          "it may be done before the program ends");
    else
        outcome.check("joined-one-finishes")
            .claims("A program that joins its helper ends after the helper's last line.")
            .at_any_load()
            .expects(exactly(settings.lines, "lines written"))
            .measured(measured.written);
    outcome.check("program-ends-well")
        .claims("The exit code says nothing of work that was cut off.")
        .at_any_load()
        .expects(exactly(0, "(exit code)"))
        .measured(measured.exit_code);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "daemon-threads",
    .title = "A daemon is cut off",
    .group = Group::threads_and_processes,
    .order = 55,
    .about =
        "A program ends while its daemon still writes lines to a file: the daemon is cut off in the middle of one. If the program joins it instead, all lines are written.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {choice("helper", &Settings::daemon, true, {{"daemon", true}, {"joined", false}},
                          "whether the program leaves its helper behind or waits for it"),
                   integer("lines", &Settings::lines, 10, 1, 200, "", "lines to write, 20 ms each"),
                   integer("work", &Settings::work, 70, 0, 2000, "ms",
                           "how long the program goes on by itself")},
    .most_lanes = 3,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::daemon_threads
