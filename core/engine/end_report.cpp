// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/end_report.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/event/refused_call.h"
#include "core/trace/json.h"

#include <csignal>
#include <optional>

namespace interleave {

namespace {

/// The engine's result and the guardian's report are read by these limits. A check of an outcome has 15
/// names, and a scenario has some checks and values.
constexpr JsonLimits result_limits{longest_result, 16, 2'000};
/// The report holds the result as a string, in which a byte can take six.
constexpr JsonLimits report_limits{std::size_t{8} << 20U, 4, 16};

Json to_json(const ProcessExit& exit) {
    return Json::array({exit.pid, exit.code, exit.signal, exit.ended_with_run});
}

ProcessExit process_exit_from(const Json& json) {
    return {whole_number_from<std::int32_t>(json.at(0)), whole_number_from<int>(json.at(1)),
            whole_number_from<int>(json.at(2)), json.at(3).get<bool>()};
}

/// Whether the engine crashed. The kill that follows an ignored stop is no crash.
bool crashed(const EndReport& report) {
    if (report.engine.signal != 0)
        return !(report.killed && report.engine.signal == SIGKILL);
    return report.engine.code != 0;
}

/// Returns what may have caused the signal and what helps, behind a semicolon; empty for what the scenario
/// did itself.
std::string remedy_for(const ProcessExit& exit) {
    switch (exit.signal) {
    case SIGKILL:
        return remedy_for_kill;
    case SIGXCPU:
        return "; allow more processor time, as by 'ulimit -t unlimited'";
    case SIGXFSZ:
        return "; allow larger files, as by 'ulimit -f unlimited'";
    default:
        return {};
    }
}

Ended ended_of(const EndReport& report, Ended asked_as) {
    switch (report.cause) {
    case EndCause::asked:
        return asked_as;
    case EndCause::time_limit:
        return Ended::time_limit;
    case EndCause::by_itself:
        break;
    }
    return Ended::finished;
}

/// Returns the result if the guardian could not report; `what` is what it guarded.
std::optional<SessionResult> result_without_report(const EndReport& report, Ended asked_as,
                                                   const std::string& guardian, const std::string& what) {
    SessionResult result;
    if (report.guardian_was_killed) {
        result.ended = ended_of(report, asked_as);
        result.error = guardian + " did not end the run in time, perhaps because the " + what +
                       " stopped it, and was killed with all processes of the run";
        return result;
    }
    if (report.guardian) {
        result.ended = Ended::crashed;
        result.error = guardian + " " + words_for(*report.guardian) + ", so the run was ended";
        return result;
    }
    return std::nullopt;
}

} // namespace

std::string to_text(const EndReport& report) {
    Json json;
    json["cause"] = static_cast<int>(report.cause);
    json["killed"] = report.killed;
    json["engine"] = to_json(report.engine);
    json["others"] = Json::array();
    for (const ProcessExit& exit : report.others)
        json["others"].push_back(to_json(exit));
    json["ended_ns"] = report.ended_ns;
    json["result"] = report.result;
    return one_line(json);
}

EndReport end_report_from(const std::string& text) {
    const Json json = parse_untrusted(text, report_limits);
    EndReport report;
    const int cause = whole_number_from<int>(json.at("cause"));
    report.cause = cause == static_cast<int>(EndCause::asked)        ? EndCause::asked
                   : cause == static_cast<int>(EndCause::time_limit) ? EndCause::time_limit
                                                                     : EndCause::by_itself;
    report.killed = json.at("killed").get<bool>();
    report.engine = process_exit_from(json.at("engine"));
    for (const Json& exit : json.at("others"))
        report.others.push_back(process_exit_from(exit));
    report.ended_ns = whole_number_from<std::uint64_t>(json.at("ended_ns"));
    report.result = json.at("result").get<std::string>();
    return report;
}

std::string result_text(const Outcome& outcome) {
    Json json;
    json["outcome"] = to_wire(outcome);
    return one_line(json);
}

std::string result_text(const std::string& error) {
    Json json;
    json["error"] = error;
    return one_line(json);
}

SessionResult judge(const EndReport& report, Ended asked_as, const std::string& failure) {
    if (const auto result = result_without_report(report, asked_as, "the engine's guardian", "scenario"))
        return *result;
    SessionResult result;
    result.ended = ended_of(report, asked_as);
    result.exits.push_back(report.engine);
    result.exits.insert(result.exits.end(), report.others.begin(), report.others.end());
    try {
        if (!report.result.empty()) {
            const Json json = parse_untrusted(report.result, result_limits);
            if (json.contains("outcome"))
                result.outcome = outcome_from_wire(json.at("outcome"));
            else
                result.error = error_line(json.at("error").get<std::string>());
        }
    } catch (const RunError& beyond) {
        result.error = std::string("the engine's account of its outcome ") + beyond.what() +
                       ", so it was not read; the scenario must report less";
    } catch (const std::exception&) {
        result.error = "the engine's account of its outcome cannot be understood";
    }
    if (!failure.empty()) {
        result.outcome.reset();
        result.error = failure;
    } else if (crashed(report)) {
        result.outcome.reset();
        result.error = "the engine " + words_for(report.engine) + remedy_for(report.engine);
    } else if (result.error.empty() && !result.outcome && result.ended == Ended::finished) {
        result.error = "the engine ended without an outcome";
    }
    if (!result.error.empty())
        result.ended = Ended::crashed;
    return result;
}

SessionResult judge_program(const EndReport& report, Ended asked_as) {
    if (const auto result = result_without_report(report, asked_as, "the program's guardian", "program"))
        return *result;
    SessionResult result;
    result.ended = ended_of(report, asked_as);
    result.exits.push_back(report.engine);
    result.exits.insert(result.exits.end(), report.others.begin(), report.others.end());
    if (!report.result.empty()) {
        result.ended = Ended::crashed;
        try {
            result.error =
                error_line(parse_untrusted(report.result, result_limits).at("error").get<std::string>());
        } catch (const std::exception&) {
            result.error = "the program could not be started, and it cannot be understood why";
        }
        return result;
    }
    Outcome& outcome = result.outcome.emplace();
    if (report.engine.signal == 0) {
        outcome.value("exit status", report.engine.code);
    } else {
        outcome.value("signal", report.engine.signal);
        if (report.cause == EndCause::by_itself) {
            result.ended = Ended::crashed;
            result.error = "the program " + words_for(report.engine) + remedy_for(report.engine);
        }
    }
    return result;
}

std::string words_for(const ProcessExit& exit) {
    if (exit.signal == 0)
        return "ended with exit code " + std::to_string(exit.code);
    return "was ended by " + signal_text(exit.signal);
}

} // namespace interleave
