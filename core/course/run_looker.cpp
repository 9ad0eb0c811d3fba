// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/run_looker.h"

#include "core/analysis/deadlock_ring.h"
#include "core/analysis/lane_ending.h"
#include "core/analysis/lost_update.h"
#include "core/event/error.h"

#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace interleave {

namespace {

/// * and ? in `pattern` are wildcards.
bool fits(const std::string& pattern, const std::string& name) {
    return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

/// A lane or an object may be meant by its name in the trace or by the one that the scenario gave it.
template <typename Named>
bool is_called(const Named& named, const std::string& pattern) {
    return fits(pattern, named.name()) || fits(pattern, named.given_name());
}

std::int64_t number_in(const std::string& word) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
        throw UsageError("'" + word + "' is no number; write a whole number");
    return number;
}

LaneState state_in(const LookFor& look) {
    for (std::size_t i = 0; i < state_count; ++i)
        if (look.subject == title_of(static_cast<LaneState>(i)))
            return static_cast<LaneState>(i);
    throw UsageError("unknown state '" + look.subject + "'; write it as the legend does");
}

EventKind kind_in(const LookFor& look) {
    for (std::uint16_t i = 1; i < static_cast<std::uint16_t>(EventKind::count_); ++i)
        if (look.subject == name_of(static_cast<EventKind>(i)))
            return static_cast<EventKind>(i);
    throw UsageError("unknown event '" + look.subject + "'; write it as the recorder does");
}

/// Answers one question. All finders return their places in order.
class Finder {
public:
    Finder(const Trace& trace, const RunInfo& info, const LookFor& look)
        : trace_(trace)
        , info_(info)
        , look_(look) {}

    using Places = std::vector<LookPlace>;

    Places lanes() const {
        Places found;
        for (const Lane* lane : lanes_called(look_.subject))
            found.push_back(life_of(*lane));
        return found;
    }

    /// The lanes of that name that are processes, each process once.
    Places processes() const {
        Places found;
        std::set<std::int32_t> seen;
        for (const Lane* lane : lanes_called(look_.subject))
            if (lane->kind() == LaneKind::process && seen.insert(lane->pid()).second)
                found.push_back(life_of(*lane));
        return found;
    }

    Places states() const {
        const LaneState state = state_in(look_);
        require_object("for");
        Places found;
        for (const Lane* lane : lanes_where("on"))
            for_each_stretch(*lane, state, [&](const Segment& segment, std::int64_t end) {
                if (is_meant("for", segment.object))
                    found.push_back({.lane = lane->id(),
                                     .object = ObjectId{segment.object},
                                     .begin = segment.begin,
                                     .end = end});
            });
        return found;
    }

    /// The lanes that are in the state at the moment when the most are.
    Places together() const {
        const LaneState state = state_in(look_);
        Places stretches;
        std::map<std::int64_t, int> steps; // how many more are in it from that time on
        for (const Lane* lane : lanes_where("on"))
            for_each_stretch(*lane, state, [&](const Segment& segment, std::int64_t end) {
                stretches.push_back({.lane = lane->id(), .begin = segment.begin, .end = end});
                ++steps[segment.begin];
                --steps[end];
            });
        int now = 0;
        int most = 0;
        std::int64_t moment = 0;
        for (const auto& [time, step] : steps)
            if ((now += step) > most) {
                most = now;
                moment = time;
            }
        std::erase_if(stretches, [moment](const LookPlace& place) {
            return moment < place.begin || moment >= place.end;
        });
        return stretches;
    }

    Places events() const {
        const EventKind kind = kind_in(look_);
        require_object("of");
        Places found;
        for (const Lane* lane : lanes_where("on")) {
            std::size_t index = 0;
            lane->events().for_each([&](const Event& event) {
                if (event.kind == kind && is_shown(event) && is_meant("of", event.object) &&
                    (!has("value") || event.value == number_in(look_.where.at("value"))))
                    found.push_back(place_of(*lane, event, index));
                ++index;
            });
        }
        return found;
    }

    /// Lanes whose last event is this one, but for those that say how a lane ended.
    Places last_events() const {
        const EventKind kind = kind_in(look_);
        require_object("of");
        Places found;
        for (const Lane* lane : lanes_where("on")) {
            std::size_t index = lane->events().size();
            lane->events().backwards(index, [&](const Event& event) {
                --index;
                if (event.kind == EventKind::fatal_signal || event.kind == EventKind::lane_end)
                    return true;
                if (event.kind == kind && is_meant("of", event.object))
                    found.push_back(place_of(*lane, event, index));
                return false;
            });
        }
        return found;
    }

    /// Stretches of work or of a task that bear the name.
    Places work() const {
        Places found;
        for (const Lane* lane : lanes_where("on"))
            for (std::size_t i = 0; i < lane->work().size(); ++i) {
                const WorkStretch stretch = lane->work()[i];
                const Object* const name = trace_.find_object(ObjectId{stretch.object});
                if (name != nullptr && fits(look_.subject, name->name()))
                    found.push_back({.lane = lane->id(),
                                     .begin = stretch.begin,
                                     .end = i + 1 < lane->work().size() ? lane->work()[i + 1].begin
                                                                        : until(lane->end())});
            }
        if (found.empty() && look_.is_absent)
            objects_called(look_.subject); // so that a misspelt name is no proof
        return found;
    }

    Places rows() const {
        Places found;
        for (const Object* object : objects_used(look_.subject))
            found.push_back({.on = LookPlace::On::object,
                             .object = object->id(),
                             .begin = object->changes()[0].time(),
                             .end = trace_.time_end()});
        return found;
    }

    Places values() const {
        const std::int64_t value = number_in(look_.subject);
        return changes(where("of"), [value](const ObjectChange& change) { return change.value == value; });
    }
    Places waiters() const {
        const std::int64_t waiters = number_in(look_.subject);
        return changes(where("of"),
                       [waiters](const ObjectChange& change) { return change.waiters == waiters; });
    }
    /// Moments at which it was free although a lane waited.
    Places hand_overs() const {
        return changes(look_.subject, [](const ObjectChange& change) { return change.handing_off(); });
    }

    /// Lanes that held it, with the first time that they did.
    Places holders() const {
        return holders([](const ObjectChange&) { return true; });
    }
    /// Lanes that held it while others waited.
    Places wanted() const {
        return holders([](const ObjectChange& change) { return change.waiters > 0; });
    }

    /// Messages that both ends name, from their sending to their receipt.
    Places messages() const {
        objects_called(look_.subject);
        using Message = std::pair<std::uint16_t, std::int64_t>;
        const auto ends = [&](const char* side, EventKind kind) {
            std::map<Message, std::pair<const Lane*, std::int64_t>> found;
            for (const Lane* lane : lanes_where(side))
                lane->events().for_each([&](const Event& event) {
                    const Object* const object = trace_.find_object(ObjectId{event.object});
                    if (event.kind == kind && object != nullptr && is_called(*object, look_.subject))
                        found.try_emplace({event.object, event.value}, lane, event.time);
                });
            return found;
        };
        const auto sent = ends("from", EventKind::send);
        Places found;
        for (const auto& [message, receipt] : ends("to", EventKind::receive))
            if (const auto origin = sent.find(message); origin != sent.end())
                found.push_back({.lane = receipt.first->id(),
                                 .object = ObjectId{message.first},
                                 .begin = std::min(origin->second.second, receipt.second),
                                 .end = receipt.second});
        std::ranges::sort(found, {}, &LookPlace::begin);
        return found;
    }

    /// Lanes on which one is marked, each with its first one, from the read on.
    Places lost_updates() const {
        objects_called(look_.subject);
        Places found;
        for (const Lane* lane : lanes_where("on"))
            if (const auto place = first_lost_update(*lane))
                found.push_back(*place);
        return found;
    }

    /// The lanes of the first ring of so many, from the moment at which it closed. A run has as many rings as
    /// its outcome says, and one is what lessons speak of.
    Places rings() const {
        const std::int64_t size = number_in(look_.subject);
        Places found;
        for (const DeadlockRing& ring : deadlock_rings(trace_, info_)) {
            if (std::ssize(ring.links) != size)
                continue;
            for (const RingLink& link : ring.links)
                found.push_back({.lane = link.waiter,
                                 .object = link.object,
                                 .begin = ring.since,
                                 .end = trace_.time_end()});
            break;
        }
        return found;
    }

    /// Lanes whose end is marked with these words.
    Places ends() const {
        Places found;
        for (const Lane* lane : lanes_where("on")) {
            const std::optional<LaneEnding> ending = lane_ending(trace_, *lane);
            if (!ending)
                continue;
            const std::string culprit =
                ending->culprit < trace_.lane_count() ? trace_.lane(ending->culprit).name() : std::string();
            if (fits(look_.subject, short_text(*ending, culprit)))
                found.push_back({.lane = lane->id(), .begin = until(lane->end()), .end = until(lane->end())});
        }
        return found;
    }

    Places outcomes() const {
        Places found;
        for (const NamedValue& entry : info_.outcome)
            if (!entry.value.is_none() && fits(look_.subject, entry.name))
                found.push_back({.on = LookPlace::On::outcome, .name = entry.name});
        return found;
    }
    Places checks() const {
        Places found;
        for (const Check& check : info_.checks)
            if (fits(look_.subject, check.name))
                found.push_back({.on = LookPlace::On::check, .name = check.name});
        return found;
    }

    std::vector<const Lane*> lanes_where(const char* word) const {
        return lanes_called(has(word) ? where(word) : "*");
    }

private:
    bool has(const char* word) const { return look_.where.contains(word); }
    const std::string& where(const char* word) const {
        const auto found = look_.where.find(word);
        if (found == look_.where.end())
            throw UsageError("'" + look_.text + "' lacks '" + word + " NAME'; add it");
        return found->second;
    }

    std::vector<const Lane*> lanes_called(const std::string& pattern) const {
        std::vector<const Lane*> found;
        for (std::size_t i = 0; i < trace_.lane_count(); ++i)
            if (is_called(trace_.lane(i), pattern))
                found.push_back(&trace_.lane(i));
        if (found.empty())
            throw UsageError("no lane is called '" + pattern + "'");
        return found;
    }
    std::vector<const Object*> objects_called(const std::string& pattern) const {
        std::vector<const Object*> found;
        for (std::size_t i = 0; i < trace_.object_count(); ++i)
            if (is_called(trace_.object(i), pattern))
                found.push_back(&trace_.object(i));
        if (found.empty())
            throw UsageError("nothing is called '" + pattern + "'");
        return found;
    }
    /// Returns the objects of that name that somebody has used, which have rows of their own.
    std::vector<const Object*> objects_used(const std::string& pattern) const {
        std::vector<const Object*> found = objects_called(pattern);
        std::erase_if(found, [](const Object* object) { return object->changes().size() == 0; });
        return found;
    }
    /// Whether `object` is called as the line says behind `word`, or the line says nothing of it.
    bool is_meant(const char* word, std::uint16_t object) const {
        if (!has(word))
            return true;
        const Object* const found = trace_.find_object(ObjectId{object});
        return found != nullptr && is_called(*found, where(word));
    }
    void require_object(const char* word) const {
        if (has(word))
            objects_called(where(word));
    }

    /// Of releases only those have a mark that were asked for.
    static bool is_shown(const Event& event) noexcept {
        return event.kind != EventKind::release || event.detail == to_detail(ReleaseReason::forced);
    }

    std::int64_t until(std::int64_t end) const { return std::min(end, trace_.time_end()); }
    LookPlace life_of(const Lane& lane) const {
        return {.lane = lane.id(), .begin = until(lane.begin()), .end = until(lane.end())};
    }
    static LookPlace place_of(const Lane& lane, const Event& event, std::size_t index) {
        return {.lane = lane.id(),
                .object = ObjectId{event.object},
                .begin = event.time,
                .end = event.time,
                .event = index};
    }

    template <typename Visit>
    static void for_each_stretch(const Lane& lane, LaneState state, Visit&& visit) {
        for (std::size_t i = 0; i + 1 < lane.segments().size(); ++i) {
            const Segment segment = lane.segments()[i];
            const std::int64_t end = lane.segments()[i + 1].begin;
            if (segment.state == state && end > segment.begin)
                visit(segment, end);
        }
    }

    LookPlace place_of(const Object& object, std::size_t change) const {
        const auto& changes = object.changes();
        return {.on = LookPlace::On::object,
                .object = object.id(),
                .begin = changes[change].time(),
                .end = change + 1 < changes.size() ? changes[change + 1].time() : trace_.time_end()};
    }

    template <typename Counts>
    Places changes(const std::string& pattern, Counts&& counts) const {
        Places found;
        for (const Object* object : objects_used(pattern))
            for (std::size_t i = 0; i < object->changes().size(); ++i)
                if (counts(object->changes()[i]))
                    found.push_back(place_of(*object, i));
        return found;
    }

    template <typename Counts>
    Places holders(Counts&& counts) const {
        std::set<LaneId> named;
        for (const Lane* lane : lanes_where("by"))
            named.insert(lane->id());
        std::set<LaneId> seen;
        Places found;
        for (const Object* object : objects_used(look_.subject))
            for (std::size_t i = 0; i < object->changes().size(); ++i) {
                const ObjectChange change = object->changes()[i];
                if (!change.held() || !named.contains(change.holder) || !counts(change) ||
                    !seen.insert(change.holder).second)
                    continue;
                found.push_back(place_of(*object, i));
                found.back().lane = change.holder;
            }
        return found;
    }

    std::optional<LookPlace> first_lost_update(const Lane& lane) const {
        for (std::size_t i = 0; i < lane.events().size(); ++i) {
            const Event event = lane.events()[i];
            if (event.kind != EventKind::write)
                continue;
            const Object* const object = trace_.find_object(ObjectId{event.object});
            if (object == nullptr || !is_called(*object, look_.subject))
                continue;
            if (const auto lost = lost_update_at(trace_, lane, i))
                return LookPlace{.lane = lane.id(),
                                 .object = object->id(),
                                 .begin = lost->read_time,
                                 .end = lost->write_time,
                                 .event = i};
        }
        return std::nullopt;
    }

    const Trace& trace_;
    const RunInfo& info_;
    const LookFor& look_;
};

struct Kind {
    Finder::Places (Finder::*find)() const;
    std::vector<std::string> where; ///< words that may follow
    std::size_t least = 1;          ///< how many are meant where nothing is said
};

const Kind& kind_of(const LookFor& look) {
    static const std::map<std::string, Kind> kinds{
        {"lane", {&Finder::lanes, {}}},
        {"process", {&Finder::processes, {}}},
        {"state", {&Finder::states, {"on", "for"}}},
        {"together", {&Finder::together, {"on"}, 2}},
        {"event", {&Finder::events, {"on", "of", "value"}}},
        {"last-event", {&Finder::last_events, {"on", "of"}}},
        {"work", {&Finder::work, {"on"}}},
        {"row", {&Finder::rows, {}}},
        {"value", {&Finder::values, {"of"}}},
        {"waiters", {&Finder::waiters, {"of"}}},
        {"held", {&Finder::holders, {"by"}}},
        {"wanted", {&Finder::wanted, {"by"}}},
        {"handed-over", {&Finder::hand_overs, {}}},
        {"message", {&Finder::messages, {"from", "to"}}},
        {"lost-update", {&Finder::lost_updates, {"on"}}},
        {"deadlock", {&Finder::rings, {}}},
        {"end", {&Finder::ends, {"on"}}},
        {"outcome", {&Finder::outcomes, {}}},
        {"check", {&Finder::checks, {}}},
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
    return (Finder(trace_, info_, look).*kind_of(look).find)();
}

bool RunLooker::is_seen(const LookFor& look) const {
    const std::size_t count = find(look).size();
    if (look.is_absent)
        return count == 0;
    const auto times = look.where.find("times");
    return times == look.where.end() ? count >= kind_of(look).least
                                     : static_cast<std::int64_t>(count) >= number_in(times->second);
}

bool RunLooker::needs_switches(const LookFor& look) {
    if (look.what != "state" && look.what != "together")
        return false;
    const LaneState state = state_in(look);
    return state == LaneState::running || state == LaneState::ready || state == LaneState::off_cpu;
}

bool RunLooker::is_without_need(const LookFor& look, int processors) const {
    return look.what == "state" && state_in(look) == LaneState::ready &&
           std::ssize(Finder(trace_, info_, look).lanes_where("on")) <= processors;
}

} // namespace interleave
