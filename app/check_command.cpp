// SPDX-License-Identifier: GPL-3.0-or-later
// interleave check FILE...: looks through results of runs that students handed in, for grading.
#include "app/commands.h"
#include "app/expectations.h"
#include "app/output.h"
#include "app/run_request.h"

#include "core/analysis/figure.h"
#include "core/analysis/run_from_json.h"
#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/scenario/scenario.h"
#include "core/trace/json.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

namespace {

/// What a result must be.
struct Wanted {
    const Scenario* scenario;
    std::optional<Backend> backend;
    ParameterSet parameters;        ///< the defaults, but for those of --set
    std::vector<std::string> names; ///< of the parameters that --set names
    std::vector<OutcomeCondition> expectations;
};

Wanted wanted_by(const Arguments& arguments) {
    const auto name = arguments.value("--scenario");
    if (!name)
        throw UsageError("'check' needs --scenario NAME; 'interleave list' shows the names");
    const Scenario& scenario = find_scenario(*name);
    Wanted wanted{&scenario, std::nullopt, ParameterSet(scenario.parameters), {}, expectations_of(arguments)};
    if (const auto word = arguments.value("--backend"))
        wanted.backend = backend_of(scenario, *word);
    for (const std::string& assignment : arguments.values("--set")) {
        wanted.parameters.set(scenario.parameters, assignment);
        wanted.names.push_back(assignment.substr(0, assignment.find('=')));
    }
    return wanted;
}

/// Returns the bytes of a file, but not more than a document may have and one.
std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw RunError(std::string("it cannot be read: ") + std::strerror(errno));
    std::string bytes(longest_run_document + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad() || (file.fail() && !file.eof()))
        throw RunError("it cannot be read; name a file");
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

/// Returns the parameters of a result. Throws RunError if it has not all of the scenario's, each within its
/// range, and no others.
ParameterSet parameters_of(const RunInfo& info, const Scenario& scenario) {
    for (const Parameter& parameter : scenario.parameters) {
        if (!info.parameters.contains(parameter.name))
            throw RunError("it is no result of " + scenario.name + ": it has no parameter '" +
                           parameter.name + "'");
    }
    try {
        return ParameterSet::from(scenario.parameters, info.parameters);
    } catch (const UsageError& error) {
        throw RunError("it is no result of " + scenario.name + ": " + error.what());
    }
}

std::string value_of(const ParameterSet& parameters, const std::string& name) {
    return value_text(parameters.named_values().at(name));
}

/// Throws RunError with the reason why a result is not what is wanted.
void verify(const RunInfo& info, const Wanted& wanted) {
    const Scenario& scenario = *wanted.scenario;
    if (info.scenario != scenario.name)
        throw RunError("it is of the scenario '" + info.scenario + "', not of '" + scenario.name + "'");
    try {
        backend_of(scenario, info.backend);
    } catch (const UsageError&) {
        throw RunError("it names the backend '" + info.backend + "', on which " + scenario.name +
                       " does not run");
    }
    const ParameterSet parameters = parameters_of(info, scenario);
    if (wanted.backend && info.backend != name_of(*wanted.backend))
        throw RunError("it ran on " + info.backend + ", not on " + name_of(*wanted.backend));
    for (const std::string& name : wanted.names) {
        if (parameters.value(name) != wanted.parameters.value(name))
            throw RunError("it ran with " + name + "=" + value_of(parameters, name) + ", not with " + name +
                           "=" + value_of(wanted.parameters, name));
    }
    if (const std::string line = unmet(wanted.expectations, info); !line.empty())
        throw RunError(line);
}

/// Says what a result is of, with the parameters that were changed.
std::string description_of(const RunInfo& info, const Scenario& scenario) {
    const ParameterSet defaults(scenario.parameters);
    const ParameterSet parameters = ParameterSet::from(scenario.parameters, info.parameters);
    std::string changed;
    for (const Parameter& parameter : scenario.parameters) {
        if (parameters.value(parameter.name) != defaults.value(parameter.name))
            changed += ", " + parameter.name + "=" + value_of(parameters, parameter.name);
    }
    return info.scenario + ", " + info.backend + (changed.empty() ? ", defaults" : changed) + ", seed " +
           std::to_string(info.seed) + ", " + name_of(*info.ended);
}

struct Verdict {
    std::string file;
    std::optional<RunInfo> info; ///< none if the file could not be read as a result
    std::string why;             ///< why it failed; empty if it passed
};

RunInfo result_in(const std::string& document) {
    try {
        return run_from_json(document);
    } catch (const RunError& error) {
        throw RunError(std::string("it ") + error.what());
    }
}

Verdict verdict_on(const std::string& file, const Wanted& wanted) {
    Verdict verdict{file, std::nullopt, {}};
    try {
        verdict.info = result_in(contents_of(file));
        verify(*verdict.info, wanted);
    } catch (const RunError& error) {
        verdict.why = error.what();
    }
    return verdict;
}

std::string line_of(const Verdict& verdict, const Scenario& scenario) {
    return error_line(verdict.file + (verdict.why.empty()
                                          ? " passed: " + description_of(*verdict.info, scenario)
                                          : " failed: " + verdict.why)) +
           "\n";
}

Json json_of(const Verdict& verdict) {
    Json json{{"file", verdict.file}, {"passed", verdict.why.empty()}, {"why", verdict.why}};
    const auto or_null = [&](auto value) {
        return verdict.info ? Json(value(*verdict.info)) : Json(nullptr);
    };
    json["scenario"] = or_null([](const RunInfo& info) { return info.scenario; });
    json["backend"] = or_null([](const RunInfo& info) { return info.backend; });
    json["seed"] = or_null([](const RunInfo& info) { return info.seed; });
    json["parameters"] = or_null([](const RunInfo& info) { return to_json(info.parameters); });
    json["ended"] = or_null([](const RunInfo& info) { return name_of(*info.ended); });
    return json;
}

int check(const Arguments& arguments, const Graphics&) {
    if (arguments.operands.empty())
        throw UsageError("'check' needs a FILE that 'interleave run NAME --json' printed");
    const Wanted wanted = wanted_by(arguments);
    std::vector<Verdict> verdicts;
    for (const std::string& file : arguments.operands)
        verdicts.push_back(verdict_on(file, wanted));
    if (arguments.has("--json")) {
        Json files = Json::array();
        for (const Verdict& verdict : verdicts)
            files.push_back(json_of(verdict));
        print(document({{"files", std::move(files)}}));
    } else {
        for (const Verdict& verdict : verdicts)
            print(line_of(verdict, *wanted.scenario));
    }
    return std::ranges::all_of(verdicts, [](const Verdict& verdict) { return verdict.why.empty(); }) ? 0 : 1;
}

} // namespace

const Command check_command{
    .name = "check",
    .operand = "FILE...",
    .about = "check results that students handed in, the JSON documents of their runs: a line for each",
    .options =
        {
            {.name = "--scenario", .value = "NAME", .about = "of which scenario they must be"},
            {.name = "--backend", .value = "B", .about = "on which backend they must have run (any)"},
            {.name = "--set",
             .value = "NAME=VALUE",
             .about = "which value a parameter must have had (any)",
             .repeatable = true},
            {.name = "--expect",
             .value = "KEY=VALUE",
             .about = "what they must show, as of 'run'",
             .repeatable = true},
            {.name = "--json", .about = "one JSON document on standard output"},
        },
    .takes_many_operands = true,
    .more =
        "A student makes the file with 'interleave run NAME --json > FILE'. The status is 0 if all passed,\n"
        "else 1. A file can be written by hand; that its checks fit their figures is all that it proves.\n",
    .run = check,
};

} // namespace interleave
