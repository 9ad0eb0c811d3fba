// SPDX-License-Identifier: GPL-3.0-or-later
// interleave doctor: what this machine offers, what is missing, and the command that would remedy it.
#include "app/commands.h"
#include "app/course_doctor.h"
#include "app/output.h"
#include "app/surroundings.h"
#include "app/tight_limits.h"
#include "app/window_program.h"

#include "core/engine/machine.h"
#include "core/engine/session.h"
#include "core/engine/switch_records.h"
#include "core/event/error.h"
#include "core/event/process_limits.h"
#include "core/experiment/observed_run.h"
#include "core/scenario/parameter.h"
#include "core/trace/json.h"

#include <chrono>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

namespace interleave {

namespace {

struct Missing {
    std::string what;
    std::string remedy; ///< a command or a sentence; never empty
};

struct Findings {
    Machine machine;
    SwitchRecordSupport switches;
    std::string engine; ///< path, like the next, or empty if not found
    std::string window;
    DisplayFound display;
    std::string font; ///< path, empty if not found
    bool records_programs = false;
    std::vector<Missing> missing;
};

/// Splits an error of one line, which consists of the problem, a semicolon and the remedy.
Missing from_error(const std::string& line) {
    const std::size_t end = line.find("; ");
    if (end == std::string::npos)
        return {line, "build it with app/run, or name it in INTERLEAVE_ENGINE"};
    return {line.substr(0, end), line.substr(end + 2)};
}

/// Returns the path, or an empty one and what is missing.
std::string look_for(std::string (*find)(), std::vector<Missing>& missing) {
    try {
        return find();
    } catch (const RunError& error) {
        missing.push_back(from_error(error.what()));
        return {};
    }
}

/// Records a program that does nothing. Returns whether it was seen, or adds what is missing.
bool try_to_record(std::vector<Missing>& missing) {
    try {
        ObservedRun run(request_to_record({{"true"}, {}, {}, {}}));
        while (!run.wait(std::chrono::milliseconds(50))) {
        }
        if (run.trace().lane_count() > 0)
            return true;
        missing.push_back(
            {"programs cannot be recorded: the library was not loaded into one",
             "start Interleave outside of what forbids LD_PRELOAD or /proc, as a sandbox does"});
    } catch (const RunError& error) {
        Missing what = from_error(error.what());
        missing.push_back({"programs cannot be recorded: " + what.what, what.remedy});
    }
    return false;
}

Findings examine() {
    Findings findings{this_machine(), switch_record_support(), {}, {}, {}, find_font(), false, {}};
    findings.engine = look_for(find_engine, findings.missing);
    findings.window = look_for(find_window_program, findings.missing);
    findings.display = find_display(findings.window);
    findings.records_programs = !findings.engine.empty() && try_to_record(findings.missing);
    if (!findings.switches.allowed)
        findings.missing.push_back(
            {"switch records: " + findings.switches.text + "; no lane can claim to be on a CPU",
             findings.switches.remedy});
    for (const TightLimit& limit : tight_limits())
        findings.missing.push_back({limit.what, limit.remedy});
    if (!findings.display.found && !findings.display.remedy.empty())
        findings.missing.push_back(
            {"no display, so no window; all commands work without", findings.display.remedy});
    if (findings.font.empty())
        findings.missing.push_back(
            {"no fonts, so pictures have no text", "apt-get install fonts-dejavu-core"});
    return findings;
}

/// Rounds to two decimals, because a measurement of a few ns is not more precise.
double rounded(double value) {
    return std::round(value * 100) / 100;
}

Json limit_json(Limit limit) {
    const auto value = limit_of(limit);
    return value ? Json(*value) : Json(nullptr);
}

Json as_json(const Findings& findings) {
    const Machine& machine = findings.machine;
    Json json;
    json["version"] = INTERLEAVE_VERSION;
    json["machine"] = {{"cpus", machine.cpus},
                       {"quota", machine.quota > 0 ? Json(machine.quota) : Json(nullptr)},
                       {"model", machine.model},
                       {"kernel", machine.kernel},
                       {"clock", name_of(machine.clock.source)},
                       {"clock_resolution_ns", rounded(machine.clock.resolution_ns)},
                       {"switches", findings.switches.text},
                       {"ns_per_event", rounded(machine.ns_per_event)},
                       {"ns_per_ordered_event", rounded(machine.ns_per_ordered_event)}};
    json["limits"] = {{"addresses_bytes", limit_json(Limit::addresses)},
                      {"file_bytes", limit_json(Limit::file_size)},
                      {"open_files", limit_json(Limit::open_files)},
                      {"tasks", limit_json(Limit::tasks)}};
    json["engine"] = findings.engine.empty() ? Json(nullptr) : Json(findings.engine);
    json["window"] = findings.window.empty() ? Json(nullptr) : Json(findings.window);
    json["display"] = findings.display.found ? Json(findings.display.text) : Json(nullptr);
    json["font"] = findings.font.empty() ? Json(nullptr) : Json(findings.font);
    json["records_programs"] = findings.records_programs;
    json["missing"] = Json::array();
    for (const Missing& missing : findings.missing)
        json["missing"].push_back({{"what", missing.what}, {"mend", missing.remedy}});
    return json;
}

std::string as_text(const Findings& findings) {
    const Machine& machine = findings.machine;
    std::ostringstream out;
    out << std::fixed << std::setprecision(1);
    out << "processors       " << machine.cpus << " usable, ";
    if (machine.quota > 0)
        out << "by a quota of " << machine.quota << " of this control group, ";
    out << machine.model << '\n'
        << "kernel           " << machine.kernel << '\n'
        << "clock            " << name_of(machine.clock.source) << ", resolution "
        << machine.clock.resolution_ns << " ns\n"
        << "recording cost   " << machine.ns_per_event << " ns an event, " << machine.ns_per_ordered_event
        << " ns one that follows an acquisition\n"
        << "switch records   " << findings.switches.text << '\n'
        << "limits           " << (limits_text().empty() ? "none" : limits_text()) << '\n'
        << "engine           " << (findings.engine.empty() ? "not found" : findings.engine) << '\n'
        << "your programs    " << (findings.records_programs ? "can be recorded" : "cannot be recorded")
        << '\n'
        << "window           " << (findings.window.empty() ? "not found" : findings.window) << '\n'
        << "display          " << findings.display.text << '\n'
        << "fonts            " << (findings.font.empty() ? "none" : findings.font) << '\n';
    if (findings.missing.empty())
        out << "\nNothing is missing.\n";
    for (const Missing& missing : findings.missing)
        out << "\nmissing: " << missing.what << "\n   remedy: " << missing.remedy << '\n';
    return out.str();
}

int doctor(const Arguments& arguments, const Graphics&) {
    if (arguments.has("--course"))
        return examine_course(arguments.has("--json"));
    const Findings findings = examine();
    print(arguments.has("--json") ? document(as_json(findings)) : as_text(findings));
    return 0;
}

} // namespace

const Command doctor_command{
    .name = "doctor",
    .about = "show what this machine offers, what is missing and how to get it",
    .options =
        {
            {.name = "--course",
             .about = "run the core lessons' scenarios instead, and say which do not show their effect here"},
            {.name = "--json", .about = "one JSON document"},
        },
    .run = doctor,
};

} // namespace interleave
