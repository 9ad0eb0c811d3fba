// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_from_json.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/trace/json.h"

#include <array>
#include <cmath>
#include <string>

namespace interleave {

namespace {

/// A lane has about 30 names, an object 11. What has more than this is not of a run that a student hands in,
/// and so many names of one object are read within a few seconds.
constexpr JsonLimits document_limits{longest_run_document, 20, 60'000};

constexpr std::array endings{Ended::finished, Ended::stopped, Ended::time_limit, Ended::crashed,
                             Ended::deadlock};

[[noreturn]] void refuse(const std::string& what) {
    throw RunError("is no result of a run: " + printable_text(what) +
                   "; hand in what 'interleave run NAME --json' printed");
}

const Json& member(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end())
        refuse("it has no '" + std::string(key) + "'");
    return *found;
}

std::string text_of(const Json& json, const char* key) {
    const Json& text = member(json, key);
    if (!text.is_string())
        refuse("its '" + std::string(key) + "' is no text");
    return text.get<std::string>();
}

/// Returns a list or an object; anything else is refused.
const Json& parts_of(const Json& json, const char* key, Json::value_t type) {
    const Json& parts = member(json, key);
    if (parts.type() != type)
        refuse("its '" + std::string(key) + "' is no " + (type == Json::value_t::array ? "list" : "object"));
    return parts;
}

double number_of(const Json& json, const char* key) {
    const Json& number = member(json, key);
    if (!number.is_number() || !std::isfinite(number.get<double>()))
        refuse("its '" + std::string(key) + "' is no number");
    return number.get<double>();
}

template <std::integral Number>
Number whole_number(const Json& json, const char* key) {
    try {
        return whole_number_from<Number>(member(json, key));
    } catch (const RunError&) {
        refuse("its '" + std::string(key) + "' is no whole number");
    }
}

Ended ended_of(const std::string& word) {
    for (const Ended ended : endings) {
        if (word == name_of(ended))
            return ended;
    }
    refuse("it ended '" + word + "', as no run does");
}

/// Throws for a check that says something else than its own figures.
void compare_with_figures(const Check& check) {
    if (!check.holds || !std::isfinite(check.expected))
        return;
    Check decided = check;
    decided.decide();
    if (decided.holds && *decided.holds != *check.holds)
        refuse("its check '" + check.name + "' says that it " + (*check.holds ? "holds" : "does not hold") +
               ", but its figures say otherwise");
}

Check check_of(const Json& json) {
    if (!json.is_object())
        refuse("one of its 'checks' is no object");
    Json wire = json;
    wire["decidable"] = true; // what only an engine tells
    wire["doubt"] = "";
    try {
        Check check = check_from_wire(wire);
        compare_with_figures(check);
        return check;
    } catch (const Json::exception&) {
        refuse("one of its 'checks' has not the form of one");
    }
}

RunInfo info_of(const Json& json) {
    if (json.contains("runs") && json.contains("values"))
        throw RunError(
            "is of many runs (--repeat), where the result of one is wanted; run it without --repeat");
    RunInfo info;
    info.scenario = text_of(json, "scenario");
    info.mode = text_of(json, "mode");
    info.backend = text_of(json, "backend");
    info.seed = whole_number<std::uint64_t>(json, "seed");
    info.parameters = named_values_from(parts_of(json, "parameters", Json::value_t::object));
    const Json& machine = parts_of(json, "machine", Json::value_t::object);
    info.machine.cpus = whole_number<int>(machine, "cpus");
    info.machine.model = text_of(machine, "model");
    info.machine.kernel = text_of(machine, "kernel");
    constexpr double longest_ms = 1e9;
    const double wall_ms = number_of(json, "wall_ms");
    if (wall_ms < 0 || wall_ms > longest_ms)
        refuse("its 'wall_ms' is no time that a run takes");
    info.wall_ns = static_cast<std::int64_t>(wall_ms * 1e6);
    info.counts.events = whole_number<std::uint64_t>(json, "events");
    info.ended = ended_of(text_of(json, "ended"));
    info.outcome = named_values_from(parts_of(json, "outcome", Json::value_t::object));
    for (const Json& check : parts_of(json, "checks", Json::value_t::array))
        info.checks.push_back(check_of(check));
    return info;
}

} // namespace

RunInfo run_from_json(std::string_view text) {
    Json json;
    try {
        json = parse_untrusted(text, document_limits);
    } catch (const Json::exception&) {
        throw RunError("is no JSON; hand in what 'interleave run NAME --json' printed");
    }
    if (!json.is_object())
        refuse("it is no JSON object");
    return info_of(json);
}

} // namespace interleave
