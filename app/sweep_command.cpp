// SPDX-License-Identifier: GPL-3.0-or-later
// interleave sweep NAME --over workers=1..4: measures the same scenario over the values of one parameter, for
// several backends.
#include "app/commands.h"
#include "app/graphics.h"
#include "app/look_options.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/run_request.h"
#include "app/stop_signals.h"
#include "app/text_columns.h"

#include "core/analysis/figure.h"
#include "core/analysis/speedup.h"
#include "core/event/error.h"
#include "core/experiment/sweep.h"
#include "core/trace/json.h"

#include <cmath>
#include <string>

namespace interleave {

namespace {

SweepRequest sweep_of(const Arguments& arguments) {
    const RunRequest run = request_of(arguments, "sweep");
    SweepRequest request;
    request.scenario = run.scenario;
    request.parameters = run.parameters;
    request.seed = run.seed;
    request.time_limit = *run.time_limit;
    const auto over = arguments.value("--over");
    if (!over)
        throw UsageError("'sweep' needs --over NAME=FIRST..LAST, for example --over workers=1..4");
    request.axis = parse_sweep_axis(*request.scenario, *over);
    request.backends = backends_of(arguments, *request.scenario);
    if (const auto word = arguments.value("--repeats"))
        request.repeats = static_cast<int>(whole_number("--repeats", *word, 1, 100));
    return request;
}

std::string laws_as_text(const std::optional<LawFits>& laws) {
    if (!laws)
        return "  " + why_no_laws() + "\n";
    const auto between = [](const FitInterval& interval, double factor, const char* format) {
        return " (" + formatted(factor * interval.least, format) + " to " +
               formatted(factor * interval.most, format) + " in 95 %)";
    };
    return "  Amdahl: " + formatted(100 * laws->amdahl.parallel_fraction, "%.1f") + " % parallel" +
           between(laws->parallel_fraction, 100, "%.1f") + "\n  USL: sigma " +
           formatted(laws->scalability.contention, "%.4f") + between(laws->contention, 1, "%.4f") +
           ", kappa " + formatted(laws->scalability.coherency, "%.5f") + between(laws->coherency, 1, "%.5f") +
           "\n";
}

std::string as_text(const SweepRequest& request, const SweepResult& result) {
    std::string text;
    for (const SweepCurve& curve : result.curves) {
        text += std::string(name_of(curve.backend)) + "\n" + at_right(request.axis.parameter->name, 12) +
                at_right("median", 12) + at_right("least", 12) + at_right("most", 12);
        const auto alone = curve.one_worker();
        text +=
            request.axis.is_workers() ? at_right("speedup", 10) + at_right("efficiency", 12) + "\n" : "\n";
        for (const SweepPoint& point : curve.points) {
            text += at_right(request.axis.words(point.value), 12) +
                    at_right(formatted(point.median(), "%.4g s"), 12) +
                    at_right(formatted(point.least(), "%.4g s"), 12) +
                    at_right(formatted(point.most(), "%.4g s"), 12);
            if (request.axis.is_workers()) {
                const double gained = alone ? speedup(*alone, point.median()) : std::nan("");
                text += at_right(formatted(gained, "%.2f"), 10) +
                        at_right(formatted(efficiency(gained, point.value), "%.2f"), 12);
            }
            const std::string doubt = doubt_of(request.axis, curve, point);
            text += doubt.empty() ? "\n" : "  doubtful: " + doubt + "\n";
        }
        if (request.axis.is_workers())
            text += laws_as_text(curve.laws);
    }
    text += result.machine.model + ", " +
            counted(static_cast<std::uint64_t>(result.machine.cpus), "processors") + ", " +
            counted(static_cast<std::uint64_t>(request.repeats), "repeats") + ", seed " +
            std::to_string(request.seed) + "\n";
    return result.stopped ? text + "stopped after " + std::to_string(result.runs_done) + " of " +
                                counted(static_cast<std::uint64_t>(result.runs_total), "runs") + "\n"
                          : text;
}

int sweep(const Arguments& arguments, const Graphics& graphics) {
    const SweepRequest request = sweep_of(arguments);
    const SaveSweep save_pictures = graphics.pictures_of_sweep(arguments);
    StopSignals stop;
    SweepResult result;
    {
        ProgressLine line;
        result = measure_sweep(request, [&](const SweepResult& so_far) {
            line.show(std::to_string(so_far.runs_done) + " of " + std::to_string(so_far.runs_total) +
                      " runs   Ctrl+C stops and keeps them");
            return stop.received() == 0;
        });
    }
    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    const std::string summary =
        arguments.has("--json") ? document(to_json(request, result)) : as_text(request, result);
    const int signal = stop.received();
    print(summary); // also before drawing, which can be interrupted
    SavedPictures saved;
    if (save_pictures) {
        stop.end_at_once(interrupted_picture, signal);
        saved = save_pictures(request, result);
    }
    if (!arguments.has("--json"))
        print(saved.report);
    if (!result.errors.empty())
        print_error(result.errors.front());
    if (!saved.error.empty())
        print_error(saved.error);
    if (signal != 0)
        return 128 + signal;
    return result.errors.empty() && saved.error.empty() ? 0 : 1;
}

} // namespace

const Command sweep_command{
    .name = "sweep",
    .operand = "NAME",
    .about = "run a scenario over the values of one parameter, for several backends: speedup curves",
    .options =
        {
            {.name = "--over",
             .value = "NAME=A..B[:STEP]",
             .about = "the parameter to vary; also a list, NAME=1,2,4"},
            {.name = "--backends",
             .value = "A,B,C",
             .about = "which backends (all that the scenario runs on)"},
            {.name = "--repeats", .value = "N", .about = "runs of each point, from 1 to 100 (5)"},
            {.name = "--set",
             .value = "NAME=VALUE",
             .about = "set another parameter of the scenario",
             .repeatable = true},
            {.name = "--seed", .value = "N", .about = "seed of what the scenario draws by lot (1)"},
            {.name = "--duration", .value = "S", .about = "end a run after S seconds, from 0.1 to 3600 (60)"},
            {.name = "--export",
             .value = "FILE",
             .about = "save the curves as .png, .svg or .pdf, or their points as .csv or .json",
             .repeatable = true},
            {.name = "--view", .value = "V", .about = "which view is drawn: speedup (speedup)"},
            size_option(),
            scale_option(),
            theme_option(),
            {.name = "--json", .about = "one JSON document on standard output"},
        },
    .more =
        "Over workers it gives speedup, efficiency, Karp-Flatt and the fitted laws of Amdahl and Gunther.\n"
        "Ctrl+C stops and keeps what was measured.\n",
    .run = sweep,
};

} // namespace interleave
