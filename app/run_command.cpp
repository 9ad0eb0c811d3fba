// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run NAME: runs a scenario without a window. Everything that can be wrong with the words is found
// before it starts.
#include "app/commands.h"
#include "app/graphics.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/run_request.h"
#include "app/stop_signals.h"

#include "core/analysis/run_json.h"
#include "core/analysis/run_text.h"
#include "core/event/error.h"
#include "core/experiment/observed_run.h"
#include "core/scenario/scenario.h"
#include "core/trace/json.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>

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

int run(const Arguments& arguments, const Graphics& graphics) {
    const RunRequest request = request_of(arguments, "run");
    const SaveRun save_pictures = graphics.pictures_of_run(arguments);
    StopSignals stop;
    ObservedRun observed(request);
    const int signal = watch(observed, stop);
    const RunReport& report = observed.report();

    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    const std::string summary = arguments.has("--json") ? document(to_json(report)) : to_text(report);
    print(summary); // also before drawing, which takes seconds for a large picture and can be interrupted
    SavedPictures saved;
    if (save_pictures) {
        stop.end_at_once(interrupted_picture, signal);
        saved = save_pictures(observed.trace(), report.info);
    }
    if (!arguments.has("--json"))
        print(saved.report);
    for (const std::string& line : {report.info.error, saved.error}) {
        if (!line.empty())
            print_error(line);
    }
    if (signal != 0)
        return 128 + signal;
    return report.info.ended == Ended::crashed || !report.info.error.empty() || !saved.error.empty() ? 1 : 0;
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
            {.name = "--seed", .value = "N", .about = "seed of what the scenario draws by lot (1)"},
            {.name = "--duration",
             .value = "S",
             .about = "end the run after S seconds, from 0.1 to 3600 (60)"},
            {.name = "--export",
             .value = "FILE",
             .about = "save the timeline as .png, .svg or .pdf",
             .repeatable = true},
            {.name = "--view", .value = "V", .about = "which view is drawn: timeline (timeline)"},
            {.name = "--size",
             .value = "WxH",
             .about = "width and most height of the picture in points (1280x720)"},
            {.name = "--scale", .value = "S", .about = "pixels of a .png for each point, from 0.5 to 8 (1)"},
            {.name = "--theme", .value = "T", .about = "light, dark or print (light; print for a .pdf)"},
            {.name = "--no-switch-records", .about = "ask the kernel for no context switches"},
            {.name = "--json", .about = "one JSON document on standard output"},
        },
    .more =
        "'interleave list --json' shows the parameters of each scenario with type, range, default and unit.\n"
        "Ctrl+C stops the run and still prints its summary.\n",
    .run = run,
};

} // namespace interleave
