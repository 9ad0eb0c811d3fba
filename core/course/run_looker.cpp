// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/run_looker.h"

#include "core/course/lane_finder.h"
#include "core/course/look_question.h"
#include "core/course/object_finder.h"
#include "core/event/error.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

namespace interleave {

namespace {

std::vector<LookPlace> find_outcomes(const LookQuestion& question) {
    std::vector<LookPlace> found;
    for (const NamedValue& entry : question.info().outcome)
        if (!entry.value.is_none() && fits(question.subject(), entry.name))
            found.push_back({.on = LookPlace::On::outcome, .name = entry.name});
    return found;
}

std::vector<LookPlace> find_checks(const LookQuestion& question) {
    std::vector<LookPlace> found;
    for (const Check& check : question.info().checks)
        if (fits(question.subject(), check.name))
            found.push_back({.on = LookPlace::On::check, .name = check.name});
    return found;
}

struct LookKind {
    std::vector<LookPlace> (*find)(const LookQuestion& question);
    std::vector<std::string> where; ///< words that may follow
    std::size_t least = 1;          ///< how many are meant where nothing is said
};

const LookKind& kind_of(const LookFor& look) {
    static const std::map<std::string, LookKind> kinds{
        {"lane", {find_lanes, {}}},
        {"process", {find_processes, {}}},
        {"state", {find_states, {"on", "for"}}},
        {"together", {find_together, {"on"}, 2}},
        {"event", {find_events, {"on", "of", "value"}}},
        {"last-event", {find_last_events, {"on", "of"}}},
        {"work", {find_work, {"on"}}},
        {"row", {find_rows, {}}},
        {"value", {find_values, {"of"}}},
        {"waiters", {find_waiters, {"of"}}},
        {"held", {find_holders, {"by"}}},
        {"wanted", {find_wanted, {"by"}}},
        {"handed-over", {find_hand_overs, {}}},
        {"message", {find_messages, {"from", "to"}}},
        {"lost-update", {find_lost_updates, {"on"}}},
        {"deadlock", {find_rings, {}}},
        {"end", {find_ends, {"on"}}},
        {"outcome", {find_outcomes, {}}},
        {"check", {find_checks, {}}},
    };
    const auto found = kinds.find(look.what);
    if (found == kinds.end())
        throw UsageError("unknown word '" + look.what + "'; the head of the list tells all");
    for (const auto& [word, name] : look.where)
        if (word != "times" && std::ranges::find(found->second.where, word) == found->second.where.end())
            throw UsageError("unknown word '" + word + "' behind '" + look.what +
                             "'; the head of the list tells all");
    return found->second;
}

} // namespace

std::vector<LookPlace> RunLooker::find(const LookFor& look) const {
    return kind_of(look).find(LookQuestion(trace_, info_, look));
}

bool RunLooker::is_seen(const LookFor& look) const {
    const std::size_t count = find(look).size();
    if (look.is_absent)
        return count == 0;
    const auto times = look.where.find("times");
    return times == look.where.end() ? count >= kind_of(look).least
                                     : static_cast<std::int64_t>(count) >= whole_number_in(times->second);
}

bool RunLooker::needs_switches(const LookFor& look) {
    if (look.what != "state" && look.what != "together")
        return false;
    const LaneState state = state_called(look.subject);
    return state == LaneState::running || state == LaneState::ready || state == LaneState::off_cpu;
}

bool RunLooker::is_without_need(const LookFor& look, int processors) const {
    return look.what == "state" && state_called(look.subject) == LaneState::ready &&
           std::ssize(LookQuestion(trace_, info_, look).lanes_where("on")) <= processors;
}

} // namespace interleave
