// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_info_json.h"

#include "core/event/clock_description.h"
#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/file/file_json.h"

#include <array>
#include <cmath>

namespace interleave {

namespace {

constexpr std::array endings{Ended::finished, Ended::stopped, Ended::time_limit, Ended::crashed,
                             Ended::deadlock};

Json or_null(double number) {
    return std::isfinite(number) ? Json(number) : Json(nullptr);
}
Json or_null(const std::optional<double>& number) {
    return number ? or_null(*number) : Json(nullptr);
}

Json machine_json(const Machine& machine) {
    return {{"cpus", machine.cpus},
            {"quota", or_null(machine.quota)},
            {"model", machine.model},
            {"kernel", machine.kernel},
            {"clock", name_of(machine.clock.source)},
            {"ticks_per_ns", or_null(machine.clock.ticks_per_ns)},
            {"resolution_ns", or_null(machine.clock.resolution_ns)},
            {"ns_per_event", or_null(machine.ns_per_event)},
            {"ns_per_ordered_event", or_null(machine.ns_per_ordered_event)}};
}

Json counts_json(const CollectorCounts& counts) {
    return {{"events", counts.events},
            {"kernel", counts.kernel},
            {"dropped", counts.dropped},
            {"bad", counts.bad},
            {"late", counts.late},
            {"refused", counts.refused},
            {"lost_switches", counts.lost_switches}};
}

/// A text that people will see, without control characters.
void take_text(const Json& json, const char* key, std::string& text) {
    take(json, key, text);
    text = printable_text(text);
}

void take_machine(const Json& json, Machine& machine) {
    const Json* const part = find_object(json, "machine");
    if (part == nullptr)
        return;
    take(*part, "cpus", machine.cpus);
    machine.quota = 0;
    take(*part, "quota", machine.quota);
    take_text(*part, "model", machine.model);
    take_text(*part, "kernel", machine.kernel);
    std::string clock;
    take(*part, "clock", clock);
    machine.clock.source = clock == name_of(ClockSource::tsc) ? ClockSource::tsc : ClockSource::monotonic_raw;
    take(*part, "ticks_per_ns", machine.clock.ticks_per_ns);
    take(*part, "resolution_ns", machine.clock.resolution_ns);
    take(*part, "ns_per_event", machine.ns_per_event);
    take(*part, "ns_per_ordered_event", machine.ns_per_ordered_event);
}

void take_counts(const Json& json, CollectorCounts& counts) {
    const Json* const part = find_object(json, "counts");
    if (part == nullptr)
        return;
    take(*part, "events", counts.events);
    take(*part, "kernel", counts.kernel);
    take(*part, "dropped", counts.dropped);
    take(*part, "bad", counts.bad);
    take(*part, "late", counts.late);
    take(*part, "refused", counts.refused);
    take(*part, "lost_switches", counts.lost_switches);
}

void take_number(const Json& json, const char* key, std::optional<double>& number) {
    double found = std::nan("");
    take(json, key, found);
    if (std::isfinite(found))
        number = found;
}

void take_ended(const Json& json, std::optional<Ended>& ended) {
    std::string word;
    take(json, "ended", word);
    for (const Ended known : endings) {
        if (word == name_of(known))
            ended = known;
    }
}

} // namespace

std::string run_info_to_text(const RunInfo& info, bool knows_states) {
    Json checks = Json::array();
    for (const Check& check : info.checks)
        checks.push_back(to_wire(check));
    return one_line({{"scenario", info.scenario},
                     {"title", info.title},
                     {"mode", info.mode},
                     {"backend", info.backend},
                     {"parameters", to_json(info.parameters)},
                     {"seed", info.seed},
                     {"machine", machine_json(info.machine)},
                     {"switch_records", info.switch_records},
                     {"knows_states", knows_states},
                     {"limited", info.limited},
                     {"ring_records", info.ring_records},
                     {"ring_remedy", info.ring_remedy},
                     {"begun_unix_ns", info.begun_unix_ns},
                     {"origin_ns", info.origin_ns},
                     {"wall_ns", info.wall_ns},
                     {"counts", counts_json(info.counts)},
                     {"processors_of_others", or_null(info.processors_of_others)},
                     {"processor_slowdown", or_null(info.processor_slowdown)},
                     {"ended", info.ended ? Json(name_of(*info.ended)) : Json(nullptr)},
                     {"error", info.error},
                     {"outcome", to_json(info.outcome)},
                     {"checks", std::move(checks)}});
}

RunInfo run_info_from_text(std::string_view text) {
    return read_json(text, [](const Json& json) {
        RunInfo info;
        take_text(json, "scenario", info.scenario);
        take_text(json, "title", info.title);
        take_text(json, "mode", info.mode);
        take_text(json, "backend", info.backend);
        if (const Json* const parameters = find_object(json, "parameters"))
            info.parameters = named_values_from(*parameters);
        take(json, "seed", info.seed);
        take_machine(json, info.machine);
        take_text(json, "switch_records", info.switch_records);
        take_text(json, "limited", info.limited);
        take(json, "ring_records", info.ring_records);
        take_text(json, "ring_remedy", info.ring_remedy);
        take(json, "begun_unix_ns", info.begun_unix_ns);
        take(json, "origin_ns", info.origin_ns);
        take(json, "wall_ns", info.wall_ns);
        take_counts(json, info.counts);
        take_number(json, "processors_of_others", info.processors_of_others);
        take_number(json, "processor_slowdown", info.processor_slowdown);
        take_ended(json, info.ended);
        take_text(json, "error", info.error);
        if (const Json* const outcome = find_object(json, "outcome"))
            info.outcome = named_values_from(*outcome);
        if (const Json* const checks = find_list(json, "checks")) {
            for (const Json& check : *checks)
                info.checks.push_back(check_from_wire(check));
        }
        return info;
    });
}

bool knows_states_from_text(std::string_view text) {
    return read_json(text, [](const Json& json) {
        bool knows_states = true;
        take(json, "knows_states", knows_states);
        return knows_states;
    });
}

} // namespace interleave
