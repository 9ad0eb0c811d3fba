// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/critical_path_report.h"

#include "core/analysis/figure.h"
#include "core/analysis/missing_records.h"
#include "core/event/printable_text.h"
#include "core/trace/json.h"

#include <cmath>
#include <vector>

namespace interleave {

namespace {

double share(std::int64_t ns, std::int64_t whole) {
    return whole > 0 ? std::round(static_cast<double>(ns) / static_cast<double>(whole) * 10'000) / 10'000 : 0;
}

std::string lane_name(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? printable_text(trace.lane(lane).name()) : "another lane";
}

std::string object_name(const Trace& trace, ObjectId id) {
    const Object* const object = trace.find_object(id);
    return object != nullptr ? printable_text(object->name()) : "something unknown";
}

const char* name_of(PathBegin begin) {
    switch (begin) {
    case PathBegin::as_asked:
        break;
    case PathBegin::missing:
    case PathBegin::doubtful_cause:
        return "records missing";
    case PathBegin::ring:
        return "ring";
    case PathBegin::no_states:
        return "no waits told";
    }
    return "begin";
}

std::string percent(std::int64_t ns, std::int64_t whole) {
    return figure(share(ns, whole) * 100) + " %";
}

/// Returns "main waits for worker 1; worker 1 waits for lock A"; empty if no lane still waits.
std::string waiting_text(const Trace& trace, const CriticalPath& path) {
    std::string text;
    for (const OpenWait& wait : path.waiting)
        text += (text.empty() ? "" : "; ") + lane_name(trace, wait.lane) + " waits for " +
                object_name(trace, wait.object);
    return text;
}

} // namespace

CriticalPath critical_path_of_run(const Trace& trace) {
    const auto question = question_of_end(trace);
    if (!question)
        return {};
    WaitLinkIndex links(trace);
    links.extend(true);
    return critical_path(trace, links, *question);
}

std::string why_it_begins_there(const Trace& trace, const CriticalPath& path) {
    const std::string before = "before " + ms_text(path.from()) + " it cannot be told, because ";
    switch (path.begin) {
    case PathBegin::as_asked:
        break;
    case PathBegin::missing:
        return before + "records of " + lane_name(trace, path.begin_lane) + " are missing there";
    case PathBegin::doubtful_cause:
        return before + "what let " +
               (path.pieces.empty() ? lane_name(trace, path.lane)
                                    : lane_name(trace, path.pieces.front().lane)) +
               " go on may be among the missing records of " + lane_name(trace, path.begin_lane);
    case PathBegin::ring:
        return "the lanes wait for each other in a ring, so nothing came before";
    case PathBegin::no_states:
        return "this recording does not tell who waited for what";
    }
    return "";
}

Json to_json(const Trace& trace, const CriticalPath& path, const RunInfo& info) {
    const PathShares shares = path_shares(trace, path);
    const std::int64_t length = path.length();
    const bool events_whole = !misses_events(info.counts);
    Json lanes = Json::array();
    for (const LaneShare& lane : shares.lanes)
        lanes.push_back({{"id", lane.lane},
                         {"name", lane_name(trace, lane.lane)},
                         {"ms", to_ms(lane.ns)},
                         {"share", share(lane.ns, length)}});
    Json states = Json::object();
    for (std::size_t s = 1; s < state_count; ++s) {
        const auto state = static_cast<LaneState>(s);
        if (shares.states[s] == 0)
            continue;
        // States that share a key are told from the same records.
        const char* const key = json_key(state);
        states[key] = is_whole(state, info.counts) ? Json(states.value(key, 0.0) + to_ms(shares.states[s]))
                                                   : Json(nullptr);
    }
    Json objects = Json::array();
    for (const ObjectShare& object : shares.objects)
        objects.push_back({{"id", object.object},
                           {"name", object_name(trace, object.object)},
                           {"waited_ms", events_whole ? Json(to_ms(object.waited_ns)) : Json(nullptr)},
                           {"held_ms", events_whole ? Json(to_ms(object.held_ns)) : Json(nullptr)},
                           {"passages", object.passages}});
    Json work = Json::array();
    for (const WorkShare& each : shares.work)
        work.push_back({{"id", each.name},
                        {"name", object_name(trace, each.name)},
                        {"ms", to_ms(each.ns)},
                        {"share", share(each.ns, length)},
                        {"all_lanes_ms", to_ms(each.all_ns)}});
    const std::string why = why_it_begins_there(trace, path);
    return {{"lane", path.lane == no_lane ? Json(nullptr) : Json(path.lane)},
            {"from_ms", to_ms(path.from())},
            {"until_ms", to_ms(path.until)},
            {"begins_at", name_of(path.begin)},
            {"why", why.empty() ? Json(nullptr) : Json(why)},
            {"pieces", path.pieces.size()},
            {"lanes", std::move(lanes)},
            {"states_ms", std::move(states)},
            {"objects", std::move(objects)},
            {"work", std::move(work)},
            {"handover_ms", to_ms(shares.handover_ns)},
            {"untold_wait_ms", to_ms(shares.untold_wait_ns)}};
}

std::string to_text(const Trace& trace, const CriticalPath& path, const RunInfo& info) {
    constexpr std::size_t most_named = 5;
    const std::int64_t length = path.length();
    std::string text;
    if (length > 0) {
        const PathShares shares = path_shares(trace, path);
        const auto line = [&](const char* what, const auto& list, const auto& words) {
            std::string joined;
            for (std::size_t i = 0; i < list.size() && i < most_named; ++i)
                joined += (joined.empty() ? "" : ", ") + words(list[i]);
            if (list.size() > most_named)
                joined += ", …";
            if (!joined.empty())
                text += std::string("    ") + what + ": " + joined + "\n";
        };
        text += "  Critical path: " + ms_text(length) + " from " + ms_text(path.from()) + " to the end of " +
                lane_name(trace, path.lane) + ", over " + counted(path.pieces.size(), "pieces") +
                ", hand-overs " + ms_text(shares.handover_ns) + "\n";
        line("lanes", shares.lanes, [&](const LaneShare& lane) {
            return lane_name(trace, lane.lane) + " " + percent(lane.ns, length);
        });
        line("work", shares.work, [&](const WorkShare& work) {
            return object_name(trace, work.name) + " " + percent(work.ns, length) + " (" +
                   percent(work.ns, work.all_ns) + " of all such work)";
        });
        std::vector<ObjectShare> with_time = shares.objects;
        std::erase_if(with_time, [](const ObjectShare& object) { return object.ns() == 0; });
        if (!misses_events(info.counts))
            line("objects", with_time, [&](const ObjectShare& object) {
                return object_name(trace, object.object) + " waited for " + ms_text(object.waited_ns) +
                       ", held " + ms_text(object.held_ns);
            });
    }
    if (const std::string waiting = waiting_text(trace, path); !waiting.empty())
        text += "  At its end " + waiting + ".\n";
    if (const std::string why = why_it_begins_there(trace, path); !why.empty())
        text += "  Critical path: " + why + ".\n";
    return text;
}

} // namespace interleave
