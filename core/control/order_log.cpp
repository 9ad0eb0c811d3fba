// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/order_log.h"

#include "core/control/order_text.h"

#include <algorithm>
#include <map>
#include <set>

namespace interleave {

namespace {

Operation checked(Operation operation) noexcept {
    return std::min(operation, Operation::spin);
}

std::string name_of_object(ObjectId object, const SessionReader& session) {
    ObjectInfo info{};
    if (object == no_object || object >= session.object_count() || !session.read_object(object, info))
        return {};
    return info.name;
}

std::string file_of(SiteId site, const SessionReader& session) {
    std::string path;
    const std::uint32_t file = site_file(site);
    if (file == 0 || file >= session.file_count() || !session.read_file(file, path))
        return {};
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

ControlledStep step_from(const StepRecord& record, const SessionReader& session) {
    ControlledStep step{.lane = std::min(record.lane, static_cast<Turn>(most_turns - 1)),
                        .operation = checked(record.operation),
                        .object = record.object,
                        .object_name = name_of_object(record.object, session),
                        .file = file_of(record.site, session),
                        .line = site_line(record.site),
                        .offered = record.offered,
                        .value = {}};
    if (record.has_value != 0)
        step.value = static_cast<std::int64_t>(record.value);
    return step;
}

StandingLane lane_from(const TurnSlot& slot, Turn lane, const SessionReader& session) {
    const StepRecord announced{.value = 0,
                               .offered = 0,
                               .object = slot.object,
                               .site = slot.site,
                               .operation = slot.operation,
                               .lane = lane,
                               .has_value = 0};
    return {lane, std::min(slot.state, TurnState::ended), step_from(announced, session)};
}

const char* verb_of(Operation operation) noexcept {
    switch (operation) {
    case Operation::start:
        return "start";
    case Operation::join:
        return "join";
    case Operation::acquire:
        return "take";
    case Operation::try_acquire:
        return "try to take";
    case Operation::release:
        return "release";
    case Operation::wait:
        return "wait for";
    case Operation::notify:
        return "notify";
    case Operation::send:
        return "send to";
    case Operation::receive:
        return "receive from";
    case Operation::read:
        return "read";
    case Operation::write:
        return "write";
    case Operation::safe_point:
        return "let others run";
    case Operation::blocking_call:
        return "call the kernel for";
    case Operation::sleep:
        return "sleep";
    case Operation::print:
        return "print";
    case Operation::spin:
        break;
    }
    return "spin";
}

/// Returns "write counter (lost_update.cpp:52)".
std::string action_text(const ControlledStep& step) {
    std::string text = verb_of(step.operation);
    if (!step.object_name.empty())
        text += " " + step.object_name;
    if (!step.file.empty())
        text += " (" + step.file + ":" + std::to_string(step.line) + ")";
    return text;
}

/// Returns who holds each object that was taken and not released. One lane runs at a time, so a try succeeds
/// if and only if nobody holds the object.
std::map<ObjectId, Turn> holders(const std::vector<ControlledStep>& steps) {
    std::map<ObjectId, Turn> holding;
    for (const ControlledStep& step : steps) {
        if (step.operation == Operation::acquire)
            holding[step.object] = step.lane;
        else if (step.operation == Operation::try_acquire)
            holding.try_emplace(step.object, step.lane);
        else if (step.operation == Operation::release)
            holding.erase(step.object);
    }
    return holding;
}

bool waits(const StandingLane& lane) noexcept {
    switch (lane.state) {
    case TurnState::at_point:
    case TurnState::asleep:
    case TurnState::spinning:
    case TurnState::in_call:
        return lane.next.operation != Operation::join;
    default:
        return false;
    }
}

/// Returns "waits for fork 2, held by B".
std::string wait_text(const StandingLane& lane, const std::map<ObjectId, Turn>& holding) {
    if (lane.state == TurnState::spinning)
        return "spins until others have acted";
    const std::string what = lane.next.object_name.empty() ? "something" : lane.next.object_name;
    const auto holder = holding.find(lane.next.object);
    if (holder == holding.end())
        return "waits for " + what;
    return "waits for " + what + ", held by " +
           (holder->second == lane.lane ? "itself" : std::string(1, letter_of(holder->second)));
}

std::string divergence_text(const ControlBlock& block, const OrderLog& log) {
    const std::string step = "step " + std::to_string(log.steps.size() + 1) + ": ";
    const Turn wanted = std::min(block.wanted, static_cast<Turn>(most_turns - 1));
    const std::string letter(1, letter_of(wanted));
    const auto found = std::find_if(log.lanes.begin(), log.lanes.end(),
                                    [&](const StandingLane& lane) { return lane.lane == wanted; });
    if (found == log.lanes.end() || found->state == TurnState::unused)
        return step + "there is no lane " + letter;
    if (found->state == TurnState::ended)
        return step + letter + " should go on but has ended";
    if (wanted == main_turn)
        return step + "M should go on but goes on only when no other lane can";
    if (!waits(*found))
        return step + letter + " should go on but cannot";
    return step + letter + " should " + action_text(found->next) + " but " +
           wait_text(*found, holders(log.steps));
}

bool is_same(const ControlledStep& a, const ControlledStep& b) noexcept {
    return a.lane == b.lane && a.operation == b.operation && a.object_name == b.object_name &&
           a.file == b.file && a.line == b.line;
}

} // namespace

std::vector<Turn> OrderLog::order() const {
    std::vector<Turn> lanes_of_steps;
    for (const ControlledStep& step : steps)
        lanes_of_steps.push_back(step.lane);
    return lanes_of_steps;
}

OrderLog read_order(const ControlBlock& block, const SessionReader& session) {
    OrderLog log;
    const std::uint32_t steps = std::min(block.steps.load(std::memory_order_acquire), most_steps);
    for (std::uint32_t step = 0; step < steps; ++step)
        log.steps.push_back(step_from(block.log[step], session));
    for (std::uint32_t lane = 0; lane < std::min(block.lane_count, most_turns); ++lane)
        log.lanes.push_back(lane_from(block.lanes[lane], static_cast<Turn>(lane), session));
    const OrderVerdict verdict = block.verdict.load(std::memory_order_acquire);
    log.verdict = verdict < OrderVerdict::count_ ? verdict : OrderVerdict::none;
    const std::uint32_t given = std::min(block.given_steps, most_steps);
    if (log.verdict == OrderVerdict::diverged) {
        log.divergence = divergence_text(block, log);
    } else if (steps < given) {
        log.divergence = "step " + std::to_string(steps + 1) + ": " +
                         std::string(1, letter_of(block.given[steps])) + " should go on but " +
                         (log.verdict == OrderVerdict::stuck ? "no lane can" : "all lanes have ended");
    }
    if (!log.divergence.empty())
        log.diverged_at = steps + 1;
    return log;
}

std::string waits_text(const OrderLog& log) {
    const std::map<ObjectId, Turn> holding = holders(log.steps);
    std::set<Turn> told;
    std::string text;
    for (const StandingLane& first : log.lanes) {
        // From lane to lane along those that hold what is waited for, which goes once around a ring.
        const StandingLane* lane = &first;
        while (lane != nullptr && waits(*lane) && told.insert(lane->lane).second) {
            text += (text.empty() ? "" : "; ") + std::string(1, letter_of(lane->lane)) + " " +
                    wait_text(*lane, holding);
            const auto holder = holding.find(lane->next.object);
            lane = holder != holding.end() && holder->second < log.lanes.size() ? &log.lanes[holder->second]
                                                                                : nullptr;
        }
    }
    return text;
}

std::uint32_t first_difference(const OrderLog& expected, const OrderLog& actual) noexcept {
    const auto [in_expected, in_actual] = std::mismatch(expected.steps.begin(), expected.steps.end(),
                                                        actual.steps.begin(), actual.steps.end(), is_same);
    if (in_expected == expected.steps.end() && in_actual == actual.steps.end())
        return 0;
    return static_cast<std::uint32_t>(in_expected - expected.steps.begin()) + 1;
}

std::string to_text(const ControlledStep& step) {
    return std::string(1, letter_of(step.lane)) + ": " + action_text(step);
}

} // namespace interleave
