// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run NAME: runs a scenario without a window. Everything that can be wrong with the words is found
// before it starts.
#include "app/commands.h"
#include "app/data_exports.h"
#include "app/expectations.h"
#include "app/graphics.h"
#include "app/look_options.h"
#include "app/order_words.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/run_request.h"
#include "app/stop_signals.h"

#include "core/analysis/critical_path_report.h"
#include "core/analysis/figure.h"
#include "core/analysis/outcome_condition.h"
#include "core/analysis/result_spread_report.h"
#include "core/analysis/run_json.h"
#include "core/analysis/run_text.h"
#include "core/event/error.h"
#include "core/experiment/observed_run.h"
#include "core/experiment/repeated_runs.h"
#include "core/file/byte_source.h"
#include "core/file/run_saver.h"
#include "core/scenario/scenario.h"
#include "core/trace/json.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

namespace {

using namespace std::chrono_literals;

/// Waits for the end of the run. Returns the number of the signal that stopped it, or 0.
int watch(ObservedRun& run, const StopSignals& stop) {
    ProgressLine line;
    bool stop_requested = false;
    while (!run.wait(50ms)) {
        line.show(run.info());
        if (stop.received() != 0 && !stop_requested) {
            run.request_stop();
            stop_requested = true;
        }
    }
    return stop_requested ? stop.received() : 0;
}

/// Runs the same once more for each repeat, prints how the results spread, and saves a histogram.
int run_repeatedly(const Arguments& arguments, const Graphics& graphics, const RunRequest& request,
                   std::uint64_t repeats) {
    const std::vector<OutcomeCondition> expectations = expectations_of(arguments);
    for (const char* const of_one_run : {"--critical-path", "--arrows"})
        if (arguments.has(of_one_run))
            throw UsageError(
                std::string("'") + of_one_run +
                "' is about one run, not about the many of '--repeat'; leave one of the two out");
    const SaveRepeats save_pictures = graphics.pictures_of_repeats(arguments);
    StopSignals stop;
    std::string first_unmet;
    std::uint64_t all_unmet = 0;
    RepeatResult result;
    {
        ProgressLine line;
        const auto progress = [&](const RepeatResult& so_far) {
            if (so_far.spread.runs() < repeats)
                line.show("run " + std::to_string(so_far.spread.runs() + 1) + " of " +
                          std::to_string(repeats));
            return stop.received() == 0;
        };
        result = repeat_run({request, repeats}, progress, [&](const RunInfo& info) {
            const std::string unmet_line = unmet(expectations, info);
            all_unmet += unmet_line.empty() ? 0 : 1;
            if (first_unmet.empty())
                first_unmet = unmet_line;
        });
    }
    const ResultSpread& spread = result.spread;
    const int signal = result.stopped ? stop.received() : 0;
    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    if (arguments.has("--json")) {
        Json json = to_json(spread);
        json["scenario"] = request.scenario->name;
        json["backend"] = name_of(request.backend);
        json["seed"] = request.seed;
        print(document(json));
    } else {
        print(request.scenario->name + ", " + name_of(request.backend) + ", seed " +
              std::to_string(request.seed) + ", " + to_text(spread));
    }
    if (!first_unmet.empty())
        print_error(first_unmet + " (" + std::to_string(all_unmet) + " of " + counted(spread.runs(), "runs") +
                    ")");
    SavedPictures saved;
    if (save_pictures && spread.runs() > 0) {
        stop.end_at_once(interrupted_picture, signal);
        saved = save_pictures(result);
    }
    if (!arguments.has("--json"))
        print(saved.report);
    if (!saved.error.empty())
        print_error(saved.error);
    if (signal != 0)
        return 128 + signal;
    return !first_unmet.empty() || !saved.error.empty() || spread.failed() > 0 ||
                   spread.endings().contains(Ended::crashed)
               ? 1
               : 0;
}

/// Returns what is printed of a run when it is over.
std::string summary_of(const Arguments& arguments, const ObservedRun& run) {
    const RunReport& report = run.report();
    const bool is_controlled = run.request().control.has_value();
    const std::optional<CriticalPath> path =
        arguments.has("--critical-path") ? std::optional(critical_path_of_run(run.trace())) : std::nullopt;
    if (!arguments.has("--json"))
        return to_text(report) + (is_controlled ? order_words(run.order_log(), run.said()) : "") +
               (path ? to_text(run.trace(), *path, report.info) : "");
    Json json = to_json(report);
    if (is_controlled)
        add_order(json, run.order_log(), run.said());
    if (path)
        json["critical_path"] = to_json(run.trace(), *path, report.info);
    return document(json);
}

/// Returns nullptr if nothing is to be saved.
std::unique_ptr<RunSaver> saver_of(const Arguments& arguments) {
    const auto path = arguments.value("--save");
    return path ? std::make_unique<RunSaver>(*path) : nullptr;
}

/// Throws UsageError for what cannot be done together with --save.
void check_save(const Arguments& arguments) {
    const auto path = arguments.value("--save");
    if (!path)
        return;
    if (path->empty())
        throw UsageError("--save takes the name of a file, or - for standard output");
    if (arguments.has("--repeat"))
        throw UsageError("'--save' saves one run, not the many of '--repeat'; leave one of the two out");
    if (*path == standard_input && arguments.has("--json"))
        throw UsageError(
            "'--save -' and '--json' both write to standard output; name a file for one of them");
}

int run(const Arguments& arguments, const Graphics& graphics) {
    const RunRequest request = request_of(arguments, "run");
    check_save(arguments);
    if (request.control && arguments.has("--repeat"))
        throw UsageError("'--repeat' is about free runs: the same order always comes out the same; "
                         "leave it out, or leave out '--mode controlled'");
    if (const auto word = arguments.value("--repeat"))
        return run_repeatedly(arguments, graphics, request, whole_number("--repeat", *word, 1, most_repeats));
    const std::vector<OutcomeCondition> expectations = expectations_of(arguments);
    const DataExports data(arguments);
    const SaveRun save_pictures = data.are_all() ? SaveRun() : graphics.pictures_of_run(data.of_pictures());
    StopSignals stop;
    ObservedRun observed(request, saver_of(arguments));
    const int signal = watch(observed, stop);
    const RunReport& report = observed.report();

    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    const std::string summary = summary_of(arguments, observed);
    // Also before drawing, which takes seconds for a large picture and can be interrupted.
    const bool output_is_the_run = arguments.value("--save") == standard_input;
    const auto say = [output_is_the_run](const std::string& text) {
        output_is_the_run ? write_to_terminal(text) : print(text);
    };
    say(summary);
    SavedPictures saved_data;
    if (!data.empty()) {
        stop.end_at_once(interrupted_data, signal);
        saved_data = data.save(observed.trace(), report.info);
        if (!arguments.has("--json"))
            say(saved_data.report);
    }
    SavedPictures saved;
    if (save_pictures) {
        stop.end_at_once(interrupted_picture, signal);
        saved = save_pictures(observed.trace(), report.info, {});
    }
    if (!arguments.has("--json"))
        say(saved.report);
    const std::string save_error = observed.save_error();
    const std::string not_met = signal == 0 ? unmet(expectations, report.info) : "";
    for (const std::string& line : {report.info.error, save_error, saved_data.error, saved.error, not_met}) {
        if (!line.empty())
            print_error(line);
    }
    if (signal != 0)
        return 128 + signal;
    return report.info.ended == Ended::crashed || !report.info.error.empty() || !save_error.empty() ||
                   !saved_data.error.empty() || !saved.error.empty() || !not_met.empty()
               ? 1
               : 0;
}

} // namespace

const Command run_command{
    .name = "run",
    .operand = "NAME",
    .about = "run a scenario; a summary, or JSON, when it has ended",
    .options =
        {
            {.name = "--set",
             .value = "NAME=VALUE",
             .about = "set a parameter of the scenario",
             .repeatable = true},
            {.name = "--backend",
             .value = "B",
             .about = "threads, gil or processes; a scenario runs on some of them"},
            {.name = "--seed",
             .value = "N",
             .about = "seed of what the scenario draws by lot (1); in controlled mode, of the order"},
            {.name = "--mode",
             .value = "MODE",
             .about = "free, or controlled: one lane at a time, in an order that is chosen (free)"},
            {.name = "--order",
             .value = "ORDER",
             .about = "the lanes of the steps in controlled mode: 'A3 B A' or AB2A; M is the main one"},
            {.name = "--duration",
             .value = "S",
             .about = "end the run after S seconds, from 0.1 to 3600 (60)"},
            {.name = "--repeat",
             .value = "N",
             .about = "run it N times, up to 1000, and show how the results spread"},
            {.name = "--expect",
             .value = "KEY=VALUE",
             .about = "end with status 1 and a line if the outcome differs; also !=, <, <=, >, >=",
             .repeatable = true},
            {.name = "--export",
             .value = "FILE",
             .about =
                 "save the timeline as .png, .svg or .pdf, or data as .json, .csv or .txt; with --repeat "
                 "a histogram",
             .repeatable = true},
            {.name = "--save",
             .value = "FILE.ilv",
             .about = "save the run while it goes on, to be opened again; - for standard output"},
            view_of_run_option(),
            size_option(),
            scale_option(),
            theme_option(),
            {.name = "--critical-path",
             .about = "what the end of the run came from: in the summary, the JSON and the timeline"},
            {.name = "--arrows", .about = "draw arrows to where lanes went on, if they are at most 60"},
            {.name = "--no-switch-records", .about = "ask the kernel for no context switches"},
            {.name = "--json", .about = "one JSON document on standard output"},
        },
    .more =
        "'interleave list --json' shows the parameters of each scenario with type, range, default and unit.\n"
        "A .json has Chrome trace events if --view names no table, a .csv the events, a .txt the kernel's\n"
        "switches as perf script writes them. The view report is a .pdf of all that tell something of the "
        "run.\n"
        "With --repeat, --view is results: the picture is a histogram, and .csv and .json have its bars.\n"
        "--expect 'check NAME holds' asks for a check, --expect 'ended deadlock' for the end of the run.\n"
        "In controlled mode workers are A, B, C … in the order of their start, parameters have small "
        "defaults,\n"
        "and behind the end of --order a lane goes on as long as it can, then the first one that can.\n"
        "Ctrl+C stops the run and still prints its summary.\n",
    .run = run,
};

} // namespace interleave
