// SPDX-License-Identifier: GPL-3.0-or-later
// interleave compare NAME: the same scenario on each backend, one above the other. interleave compare FILE
// FILE: saved runs.
#include "app/commands.h"
#include "app/graphics.h"
#include "app/look_options.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/run_request.h"
#include "app/stop_signals.h"
#include "app/text_columns.h"

#include "core/analysis/run_comparison.h"
#include "core/event/error.h"
#include "core/experiment/compared_runs.h"
#include "core/file/byte_source.h"
#include "core/trace/json.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace interleave {

namespace {

std::string ms_or_nothing(const std::optional<std::int64_t>& ns) {
    return ns ? formatted(static_cast<double>(*ns) / 1e6, "%.4g ms") : "-";
}

std::string as_text(const std::vector<ComparedRun>& runs) {
    std::size_t name_width = 10;
    for (const ComparedRun& run : runs)
        name_width = std::max(name_width, run.name.size());
    std::string text(name_width, ' ');
    for (const char* title : {"work", "speed", "at once", "running", "ready", "waiting", "switches"})
        text += at_right(title, 12);
    text += "\n";
    double first_ms = 0;
    for (const ComparedRun& run : runs) {
        const WorkFigures figures = work_figures(*run.trace, run.info);
        const double work_ms = static_cast<double>(figures.work.length()) / 1e6;
        if (&run == &runs.front())
            first_ms = work_ms;
        text += run.name + std::string(name_width - run.name.size(), ' ') +
                at_right(formatted(work_ms, "%.4g ms"), 12) +
                at_right(work_ms > 0 && first_ms > 0 ? formatted(first_ms / work_ms, "%.2f x") : "-", 12) +
                at_right(figures.lanes_at_once ? formatted(*figures.lanes_at_once, "%.2f") : "-", 12) +
                at_right(ms_or_nothing(figures.running_ns), 12) +
                at_right(ms_or_nothing(figures.ready_ns), 12) +
                at_right(ms_or_nothing(figures.waiting_ns), 12) +
                at_right(figures.switches ? std::to_string(*figures.switches) : "-", 12);
        if (!figures.missing.empty())
            text += "  missing: " + figures.missing;
        text += run.is_doubtful() ? "  doubtful: " + run.doubt + "\n" : "\n";
    }
    return text;
}

/// Whether the words name files. One word that is no file is the name of a scenario.
bool are_files(const Arguments& arguments) {
    if (arguments.operands.size() > most_compared)
        throw UsageError("'compare' puts two or three files beside each other, not " +
                         std::to_string(arguments.operands.size()));
    if (arguments.operands.size() < 2) {
        std::error_code error;
        if (std::filesystem::exists(arguments.operand, error))
            throw UsageError("'compare' needs two or three files, or the name of one scenario, and '" +
                             arguments.operand + "' is one file");
        return false;
    }
    for (const char* option : {"--set", "--backends", "--seed", "--duration"}) {
        if (arguments.has(option))
            throw UsageError(
                std::string("'") + option +
                "' is about runs that are to be made, and these are there already; leave it out");
    }
    return true;
}

std::vector<ComparedRun> runs_in_files(const Arguments& arguments, const StopSignals& stop) {
    std::vector<ComparedRun> runs;
    for (const std::string& path : arguments.operands)
        runs.push_back(read_compared_run(path, [&] { return stop.received() == 0; }));
    return runs;
}

std::vector<ComparedRun> runs_on_backends(const RunRequest& request, const std::vector<Backend>& backends,
                                          const StopSignals& stop) {
    ProgressLine line;
    return run_on_backends(request, backends, [&](const std::vector<ComparedRun>& so_far) {
        if (so_far.size() < backends.size())
            line.show("run " + std::to_string(so_far.size() + 1) + " of " + std::to_string(backends.size()));
        return stop.received() == 0;
    });
}

int compare(const Arguments& arguments, const Graphics& graphics) {
    const bool of_files = are_files(arguments);
    RunRequest request;
    std::vector<Backend> backends;
    if (!of_files) {
        request = request_of(arguments, "compare");
        backends = backends_of(arguments, *request.scenario);
        if (backends.size() < 2)
            throw UsageError("there is nothing to compare: " + request.scenario->name + " would run on '" +
                             name_of(backends.front()) + "' only");
    }
    const SaveComparison save_pictures = graphics.pictures_of_comparison(arguments);
    StopSignals stop;
    std::vector<ComparedRun> runs;
    try {
        runs = of_files ? runs_in_files(arguments, stop) : runs_on_backends(request, backends, stop);
    } catch (const Cancelled&) {
        return 128 + stop.received();
    }
    const int signal = stop.received();
    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    print(arguments.has("--json") ? document(to_json(runs)) : as_text(runs));
    SavedPictures saved;
    if (save_pictures && !runs.empty()) {
        stop.end_at_once(interrupted_picture, signal);
        saved = save_pictures(runs);
    }
    if (!arguments.has("--json"))
        print(saved.report);
    bool has_failed = !saved.error.empty();
    if (has_failed)
        print_error(saved.error);
    for (const ComparedRun& run : runs) {
        if (!run.info.error.empty() && !of_files) {
            print_error(run.name + ": " + run.info.error);
            has_failed = true;
        }
    }
    if (signal != 0)
        return 128 + signal;
    return has_failed ? 1 : 0;
}

} // namespace

const Command compare_command{
    .name = "compare",
    .operand = "NAME|FILE",
    .about = "put the same scenario on each backend, or two or three saved runs, beside each other",
    .options =
        {
            {.name = "--set",
             .value = "NAME=VALUE",
             .about = "set a parameter of the scenario",
             .repeatable = true},
            {.name = "--backends",
             .value = "A,B,C",
             .about = "which backends (all that the scenario runs on)"},
            {.name = "--seed", .value = "N", .about = "seed of what the scenario draws by lot (1)"},
            {.name = "--duration", .value = "S", .about = "end a run after S seconds, from 0.1 to 3600 (60)"},
            {.name = "--export",
             .value = "FILE",
             .about =
                 "save the runs one above the other as .png, .svg or .pdf, or their figures as .csv or .json",
             .repeatable = true},
            {.name = "--view", .value = "V", .about = "which view is drawn: compare (compare)"},
            size_option(),
            scale_option(),
            theme_option(),
            {.name = "--json", .about = "one JSON document on standard output"},
        },
    .takes_many_operands = true,
    .more = "All share one time axis, which counts from where the workers begin to work.\n",
    .run = compare,
};

} // namespace interleave
