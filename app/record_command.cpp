// SPDX-License-Identifier: GPL-3.0-or-later
// interleave record PROGRAM …: records a program as it is. The terminal, what is typed, what is printed and
// the exit status are the program's; what this command says goes to standard error.
#include "app/commands.h"
#include "app/data_exports.h"
#include "app/graphics.h"
#include "app/look_options.h"
#include "app/output.h"
#include "app/program_signals.h"

#include "core/analysis/run_json.h"
#include "core/analysis/run_text.h"
#include "core/engine/end_report.h"
#include "core/event/error.h"
#include "core/experiment/observed_run.h"
#include "core/file/run_saver.h"
#include "core/trace/json.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace interleave {

namespace {

using namespace std::chrono_literals;

constexpr double shortest_duration = 0.1;
constexpr double longest_duration = 86'400;

ProgramToRecord program_of(const Arguments& arguments) {
    if (arguments.operands.empty())
        throw UsageError("'record' needs the program to record: interleave record PROGRAM [ARGUMENTS]");
    ProgramToRecord program;
    program.arguments = arguments.operands;
    program.folder = arguments.value("--cwd").value_or("");
    if (arguments.has("--cwd") && program.folder.empty())
        throw UsageError("--cwd takes the name of a folder");
    program.environment = arguments.values("--env");
    for (const std::string& word : program.environment)
        if (word.find('=') == std::string::npos || word.starts_with('='))
            throw UsageError("--env takes NAME=VALUE, not '" + word + "'");
    return program;
}

RunRequest recording_of(const Arguments& arguments) {
    RunRequest request = request_to_record(program_of(arguments));
    request.switch_records = !arguments.has("--no-switch-records");
    if (const auto word = arguments.value("--duration"))
        request.time_limit = std::chrono::milliseconds(static_cast<std::int64_t>(
            1000 * number("--duration", *word, shortest_duration, longest_duration, " of seconds")));
    return request;
}

std::unique_ptr<RunSaver> saver_of_recording(const Arguments& arguments) {
    const auto path = arguments.value("--save");
    if (!path)
        return nullptr;
    if (path->empty() || *path == "-")
        throw UsageError("--save takes the name of a file; standard output is the program's");
    return std::make_unique<RunSaver>(*path);
}

void watch(ObservedRun& run, const ProgramSignals& signals) {
    int interrupts = 0;
    bool was_ended = false;
    while (!run.wait(20ms)) {
        if (const int now = signals.interrupts(); now != interrupts) {
            interrupts = now;
            run.pass_on_interrupt();
        }
        if (signals.asked_to_end() && !std::exchange(was_ended, true))
            run.request_stop();
    }
}

/// Returns the status with which a shell would say how the program ended.
int status_of(const ObservedRun& run) {
    const auto exit = run.first_exit();
    if (!exit)
        return 1;
    return exit->signal != 0 ? 128 + exit->signal : exit->code;
}

int record(const Arguments& arguments, const Graphics& graphics) {
    const RunRequest request = recording_of(arguments);
    const DataExports data(arguments);
    const SaveRun save_pictures = data.are_all() ? SaveRun() : graphics.pictures_of_run(data.of_pictures());
    ProgramSignals signals;
    ObservedRun observed(request, saver_of_recording(arguments));
    watch(observed, signals);
    const RunReport& report = observed.report();
    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    if (arguments.has("--json"))
        print(document(to_json(report)));
    else
        write_to_terminal(to_text(report));
    signals.end_at_once();
    SavedPictures saved_data;
    if (!data.empty())
        saved_data = data.save(observed.trace(), report.info);
    SavedPictures saved;
    if (save_pictures)
        saved = save_pictures(observed.trace(), report.info, {});
    write_to_terminal(saved_data.report + saved.report);
    bool all_saved = true;
    for (const std::string& line :
         {report.info.error, observed.save_error(), saved_data.error, saved.error}) {
        if (!line.empty())
            print_error(line);
        all_saved = all_saved && (line.empty() || line == report.info.error);
    }
    const int status = status_of(observed);
    return status == 0 && !all_saved ? 1 : status;
}

} // namespace

const Command record_command{
    .name = "record",
    .operand = "PROGRAM",
    .about = "record a program of yours, C, C++ or Python, without a change to it",
    .options =
        {
            {.name = "--export",
             .value = "FILE",
             .about = "save the timeline as .png, .svg or .pdf, or data as .json, .csv or .txt",
             .repeatable = true},
            {.name = "--save",
             .value = "FILE.ilv",
             .about = "save the recording while it goes on, to be opened again"},
            view_of_run_option(),
            size_option(),
            scale_option(),
            theme_option(),
            {.name = "--duration",
             .value = "S",
             .about = "ask the program to end after S seconds, from 0.1 to 86400, and end it 2 s later"},
            {.name = "--cwd", .value = "FOLDER", .about = "where the program begins"},
            {.name = "--env",
             .value = "NAME=VALUE",
             .about = "set a variable of the program's environment",
             .repeatable = true},
            {.name = "--no-switch-records", .about = "ask the kernel for no context switches"},
            {.name = "--json", .about = "one JSON document on standard output, behind the program's output"},
        },
    .takes_program = true,
    .more =
        "Options come before PROGRAM; all words behind it are the program's. Ctrl+C is the program's, too.\n"
        "The recording ends with the last process of the program. The exit status is that of PROGRAM, 128 "
        "and\n"
        "the number of the signal that ended it, 1 if there is no such program, 126 or 127 if the system\n"
        "does not execute it.\n",
    .run = record,
};

} // namespace interleave
