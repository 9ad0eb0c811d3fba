// SPDX-License-Identifier: GPL-3.0-or-later
// interleave export FILE --to F: makes pictures and data of a saved run.
#include "app/commands.h"
#include "app/data_exports.h"
#include "app/graphics.h"
#include "app/look_options.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/stop_signals.h"
#include "app/time_words.h"

#include "core/analysis/critical_path_report.h"
#include "core/analysis/run_json.h"
#include "core/event/error.h"
#include "core/experiment/opened_run.h"
#include "core/trace/json.h"

#include <chrono>
#include <cmath>
#include <string>

namespace interleave {

namespace {

using namespace std::chrono_literals;

/// Waits until all is read. Returns the number of the signal that ended it, or 0.
int read_to_the_end(OpenedRun& run, const StopSignals& stop) {
    ProgressLine line;
    bool cancelled = false;
    while (!run.wait(50ms)) {
        if (const auto progress = run.progress())
            line.show("reading, " + std::to_string(std::lround(*progress * 100)) + " %");
        else
            line.show(run.info());
        if (stop.received() != 0 && !cancelled) {
            run.cancel();
            cancelled = true;
        }
    }
    return cancelled ? stop.received() : 0;
}

/// Which part of the run its data are of.
ExportPart part_of(const Arguments& arguments, const TimeWords& times, const Trace& trace) {
    ExportPart part;
    part.lanes = arguments.values("--lane");
    if (times.empty())
        return part;
    const StretchOfTime stretch = times.part_of(trace);
    part.from = stretch.from;
    part.until = stretch.until;
    return part;
}

Json json_of(const Arguments& arguments, const OpenedRun& run) {
    Json json = to_json(run.report());
    if (arguments.has("--critical-path"))
        json["critical_path"] = to_json(run.trace(), critical_path_of_run(run.trace()), run.report().info);
    return json;
}

int export_run(const Arguments& arguments, const Graphics& graphics) {
    if (arguments.operand.empty())
        throw UsageError("'export' needs the name of a saved run or another trace, or - for standard input");
    if (!arguments.has("--to") && !arguments.has("--json"))
        throw UsageError("'export' needs --to FILE, or --json: what to make of '" + arguments.operand + "'");
    const DataExports data(arguments, "--to");
    const TimeWords times = time_words_of(arguments);
    const SaveRun save_pictures =
        data.are_all() ? SaveRun() : graphics.pictures_of_run(data.of_pictures(), "--to");
    StopSignals stop;
    OpenedRun run(arguments.operand);
    const int signal = read_to_the_end(run, stop);
    for (const std::string& remark : run.remarks())
        print_error(arguments.operand + ": " + remark);
    // Of a file that was refused as a whole there is nothing to make.
    const bool is_something = run.error().empty() || run.trace().lane_count() > 0;
    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    if (signal == 0 && is_something && arguments.has("--json"))
        print(document(json_of(arguments, run)));
    SavedPictures saved_data;
    SavedPictures saved;
    if (signal == 0 && is_something && !data.empty()) {
        stop.end_at_once(interrupted_data, signal);
        saved_data = data.save(run.trace(), run.report().info, part_of(arguments, times, run.trace()));
    }
    if (signal == 0 && is_something && save_pictures) {
        stop.end_at_once(interrupted_picture, signal);
        saved = save_pictures(run.trace(), run.report().info, run.notes());
    }
    if (!arguments.has("--json"))
        print(saved_data.report + saved.report);
    for (const std::string& line : {run.error(), saved_data.error, saved.error}) {
        if (!line.empty())
            print_error(line);
    }
    if (signal != 0)
        return 128 + signal;
    return run.error().empty() && saved_data.error.empty() && saved.error.empty() ? 0 : 1;
}

} // namespace

const Command export_command{
    .name = "export",
    .operand = "FILE",
    .about = "make pictures and data of a saved run or another program's trace",
    .options =
        {
            {.name = "--to",
             .value = "FILE",
             .about = "what to make: the timeline as .png, .svg or .pdf, or data as .json, .csv or .txt",
             .repeatable = true},
            {.name = "--from", .value = "T", .about = "only what comes after this time: 250us, 1.5ms, 2s"},
            {.name = "--until", .value = "T", .about = "only what comes before this time"},
            {.name = "--lane",
             .value = "NAME",
             .about = "only this lane and what it did",
             .repeatable = true},
            {.name = "--view",
             .value = "V",
             .about =
                 "what is drawn: timeline (timeline), statistics, locks, gil, graph, path, events, "
                 "printed, checks or outcome, or report for all; what is "
                 "written: chrome, events, statistics, segments, objects, lanes, waits, parallelism, "
                 "output, blame, durations, histograms, kinds, gil, handovers, path, shares or switches"},
            size_option(),
            scale_option(),
            theme_option(),
            {.name = "--critical-path",
             .about = "what the end of the run came from: in the JSON and the timeline"},
            {.name = "--arrows", .about = "draw arrows to where lanes went on, if they are at most 60"},
            {.name = "--json", .about = "the run's JSON document on standard output, as 'run --json' has it"},
        },
    .more = "FILE may be - for standard input. What could not be read is said in a line for each place.\n",
    .run = export_run,
};

} // namespace interleave
