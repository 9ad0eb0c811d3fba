// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lane_ending.h"

#include "core/analysis/site_text.h"

#include <limits>

namespace interleave {

namespace {

using By = LaneEnding::By;

/// Returns how the process of `lane` ended, if a parent was told.
std::optional<LaneExit> process_exit_of(const Trace& trace, const Lane& lane) {
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const Lane& other = trace.lane(index);
        if (other.pid() == lane.pid() && other.tid() == other.pid())
            return other.exit();
    }
    return lane.exit();
}

/// Returns the ending of a lane whose own records say nothing of it.
std::optional<LaneEnding> ending_from_outside(const Trace& trace, const Lane& lane) {
    if (const Lane* const culprit = culprit_of(trace, lane.pid()))
        return LaneEnding{.by = By::process, .signal = culprit->own_end().detail, .culprit = culprit->id()};
    const std::optional<LaneExit> exit = process_exit_of(trace, lane);
    if (!exit)
        return std::nullopt;
    if (exit->ended_with_run)
        return LaneEnding{.by = By::run, .signal = exit->signal};
    const bool was_killed = exit->signal != 0 && lane.tid() == lane.pid();
    LaneEnding ending{
        .by = was_killed ? By::signal : By::process, .signal = exit->signal, .code = exit->code};
    if (was_killed)
        ending.place = place_at(lane, lane.end());
    return ending;
}

} // namespace

const Lane* culprit_of(const Trace& trace, std::int32_t pid) {
    // Others may have got a signal too before they were ended.
    const Lane* first = nullptr;
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const Lane& lane = trace.lane(index);
        if (lane.pid() == pid && lane.own_end().how == OwnEnd::signalled &&
            (first == nullptr || lane.end() < first->end()))
            first = &lane;
    }
    return first;
}

std::optional<LaneEnding> lane_ending(const Trace& trace, const Lane& lane) {
    if (lane.end() == std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    const LaneEndNote own = lane.own_end();
    switch (own.how) {
    case OwnEnd::returned:
        return LaneEnding{};
    case OwnEnd::threw: {
        const Object* const what = trace.find_object(own.detail);
        return LaneEnding{.by = By::exception,
                          .what = what == nullptr ? std::string() : what->name(),
                          .place = place_at(lane, lane.end())};
    }
    case OwnEnd::signalled:
        return LaneEnding{.by = By::signal, .signal = own.detail, .place = place_at(lane, lane.end())};
    case OwnEnd::none:
        break;
    }
    return ending_from_outside(trace, lane);
}

bool outlived_recording(const Trace& trace, const Lane& lane) {
    if (lane.end() == std::numeric_limits<std::int64_t>::max() || lane.end() < trace.time_end())
        return false;
    const SwitchSequence& switches = lane.switches();
    const bool kernel_ended_it = !switches.empty() && switches[switches.size() - 1].kind == SwitchKind::exit;
    return !kernel_ended_it && !lane_ending(trace, lane);
}

std::string place_text(const Trace& trace, const std::optional<LanePlace>& place) {
    const std::string site = place ? site_text(trace, place->site) : std::string();
    return site.empty() || !place->is_passed ? site : "after " + site;
}

std::string short_text(const LaneEnding& ending, const std::string& culprit) {
    switch (ending.by) {
    case By::itself:
        return {};
    case By::exception:
        return "exception";
    case By::signal:
        return "signal " + std::to_string(ending.signal);
    case By::process:
        return culprit.empty() ? "with its process" : "with " + culprit;
    case By::run:
        return "with the run";
    }
    return {};
}

std::string full_text(const LaneEnding& ending, const std::string& culprit) {
    switch (ending.by) {
    case By::itself:
        return "returned";
    case By::exception:
        return "an exception" + (ending.what.empty() ? "" : ": " + ending.what);
    case By::signal:
        return signal_text(ending.signal);
    case By::process:
        return "the end of its process, by " +
               (ending.signal == 0 ? "exit code " + std::to_string(ending.code)
                                   : signal_text(ending.signal)) +
               (culprit.empty() ? "" : " in " + culprit);
    case By::run:
        return "the end of the run";
    }
    return {};
}

} // namespace interleave
