// SPDX-License-Identifier: GPL-3.0-or-later
// Finds in a finished run what a line of tests/lessons/what_to_look_for.txt asks for, as the timeline, its
// tables and the outcome show it.
#pragma once

#include "core/analysis/deadlock_ring.h"
#include "core/analysis/lane_ending.h"
#include "core/analysis/lost_update.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"
#include "tests/ui/look_list.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timeline/work_strip.h"
#include "ui/words/event_words.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace interleave::test {

inline bool fits(const QString& pattern, const QString& name) {
    return QRegularExpression::fromWildcard(pattern).match(name).hasMatch();
}

/// A lane or an object may be meant by its name in the trace or by the one that the scenario gave it.
template <typename Named>
bool is_called(const Named& named, const QString& pattern) {
    return fits(pattern, QString::fromStdString(named.name())) ||
           fits(pattern, QString::fromStdString(named.given_name()));
}

/// Counts what is to be seen. Throws LookListError for words that it does not know and for names that nothing
/// in the run has, because of what does not exist nothing could be seen.
class RunLooker {
public:
    RunLooker(const Trace& trace, const RunInfo& info)
        : trace_(trace)
        , info_(info)
        , rows_(timeline_rows(trace)) {}

    /// Whether only switch records of the kernel can tell.
    static bool needs_switches(const LookFor& look) {
        if (look.what != QLatin1String("state") && look.what != QLatin1String("together"))
            return false;
        const LaneState state = state_in(look);
        return state == LaneState::running || state == LaneState::ready || state == LaneState::off_cpu;
    }

    /// Whether `processors` are enough for all lanes that it is about, so that none of them need ever wait
    /// for one.
    bool is_without_need(const LookFor& look, int processors) const {
        return look.what == QLatin1String("state") && state_in(look) == LaneState::ready &&
               lanes(look, "on").size() <= static_cast<std::size_t>(processors);
    }

    bool is_seen(const LookFor& look) const {
        const auto looks = all_looks();
        const auto kind = looks.find(look.what);
        if (kind == looks.end())
            throw LookListError(look.line, QStringLiteral("unknown word ") + look.what);
        for (auto where = look.where.cbegin(); where != look.where.cend(); ++where)
            if (where.key() != QLatin1String("times") && !kind->second.where.contains(where.key()))
                throw LookListError(look.line, QStringLiteral("unknown word ") + where.key());
        const std::size_t count = (this->*kind->second.count)(look);
        if (look.is_absent)
            return count == 0;
        return count >=
               (look.where.contains(QStringLiteral("times")) ? number(look, "times") : kind->second.least);
    }

private:
    struct Look {
        std::size_t (RunLooker::*count)(const LookFor&) const;
        QStringList where;     ///< words that may follow
        std::size_t least = 1; ///< how many are meant where nothing is said
    };

    static std::map<QString, Look> all_looks() {
        const QString on = QStringLiteral("on");
        const QString of = QStringLiteral("of");
        return {
            {QStringLiteral("lane"), {&RunLooker::count_lanes, {}}},
            {QStringLiteral("process"), {&RunLooker::count_processes, {}}},
            {QStringLiteral("state"), {&RunLooker::count_states, {on, QStringLiteral("for")}}},
            {QStringLiteral("together"), {&RunLooker::count_together, {on}, 2}},
            {QStringLiteral("event"), {&RunLooker::count_events, {on, of, QStringLiteral("value")}}},
            {QStringLiteral("last-event"), {&RunLooker::count_last_events, {on, of}}},
            {QStringLiteral("work"), {&RunLooker::count_work, {on}}},
            {QStringLiteral("row"), {&RunLooker::count_rows, {}}},
            {QStringLiteral("value"), {&RunLooker::count_values, {of}}},
            {QStringLiteral("waiters"), {&RunLooker::count_waiters, {of}}},
            {QStringLiteral("held"), {&RunLooker::count_holders, {QStringLiteral("by")}}},
            {QStringLiteral("wanted"), {&RunLooker::count_wanted, {QStringLiteral("by")}}},
            {QStringLiteral("handed-over"), {&RunLooker::count_hand_overs, {}}},
            {QStringLiteral("message"),
             {&RunLooker::count_messages, {QStringLiteral("from"), QStringLiteral("to")}}},
            {QStringLiteral("lost-update"), {&RunLooker::count_lost_updates, {on}}},
            {QStringLiteral("deadlock"), {&RunLooker::count_rings, {}}},
            {QStringLiteral("end"), {&RunLooker::count_ends, {on}}},
            {QStringLiteral("outcome"), {&RunLooker::count_outcomes, {}}},
            {QStringLiteral("check"), {&RunLooker::count_checks, {}}},
        };
    }

    static std::int64_t number_in(const LookFor& look, const QString& word) {
        bool is_number = false;
        const std::int64_t value = word.toLongLong(&is_number);
        if (!is_number)
            throw LookListError(look.line, word + QStringLiteral(" is no number"));
        return value;
    }
    static std::int64_t number(const LookFor& look, const char* where) {
        return number_in(look, look.where[QLatin1String(where)]);
    }

    /// Returns the lanes of that name; all of them where none is said.
    std::vector<const Lane*> lanes(const LookFor& look, const char* where) const {
        return lanes_called(look, look.where.value(QLatin1String(where), QStringLiteral("*")));
    }
    std::vector<const Lane*> lanes_called(const LookFor& look, const QString& pattern) const {
        std::vector<const Lane*> found;
        for (std::size_t i = 0; i < trace_.lane_count(); ++i)
            if (is_called(trace_.lane(i), pattern))
                found.push_back(&trace_.lane(i));
        if (found.empty())
            throw LookListError(look.line, QStringLiteral("no lane is called ") + pattern);
        return found;
    }

    std::vector<const Object*> objects_called(const LookFor& look, const QString& pattern) const {
        std::vector<const Object*> found;
        for (std::size_t i = 0; i < trace_.object_count(); ++i)
            if (is_called(trace_.object(i), pattern))
                found.push_back(&trace_.object(i));
        if (found.empty())
            throw LookListError(look.line, QStringLiteral("nothing is called ") + pattern);
        return found;
    }
    /// Returns the objects of that name that have a row of their own in the timeline.
    std::vector<const Object*> objects_with_row(const LookFor& look, const QString& pattern) const {
        std::vector<const Object*> found;
        for (const Object* object : objects_called(look, pattern))
            if (std::ranges::any_of(rows_, [&](const TimelineRow& row) {
                    return row.kind == TimelineRow::Kind::object && &trace_.object(row.index) == object;
                }))
                found.push_back(object);
        return found;
    }
    /// Whether `object` is called as the line says behind `where`, or the line says nothing of it.
    bool is_meant(const LookFor& look, const char* where, std::uint16_t object) const {
        if (!look.where.contains(QLatin1String(where)))
            return true;
        const Object* const found = trace_.find_object(object);
        return found != nullptr && is_called(*found, look.where[QLatin1String(where)]);
    }
    void require_object(const LookFor& look, const char* where) const {
        if (look.where.contains(QLatin1String(where)))
            objects_called(look, look.where[QLatin1String(where)]);
    }

    static LaneState state_in(const LookFor& look) {
        for (std::size_t i = 0; i < state_count; ++i)
            if (look.subject == QLatin1String(title_of(static_cast<LaneState>(i))))
                return static_cast<LaneState>(i);
        throw LookListError(look.line, QStringLiteral("unknown state ") + look.subject);
    }
    static EventKind kind_in(const LookFor& look) {
        for (std::uint16_t i = 1; i < static_cast<std::uint16_t>(EventKind::count_); ++i)
            if (look.subject == QLatin1String(name_of(static_cast<EventKind>(i))))
                return static_cast<EventKind>(i);
        throw LookListError(look.line, QStringLiteral("unknown event ") + look.subject);
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
    template <typename Visit>
    static void for_each_change(const std::vector<const Object*>& objects, Visit&& visit) {
        for (const Object* object : objects)
            for (std::size_t i = 0; i < object->changes().size(); ++i)
                visit(object->changes()[i]);
    }

    std::size_t count_lanes(const LookFor& look) const { return lanes_called(look, look.subject).size(); }

    /// Processes that the lanes of that name are.
    std::size_t count_processes(const LookFor& look) const {
        std::set<std::int32_t> processes;
        for (const Lane* lane : lanes_called(look, look.subject))
            if (lane->kind() == LaneKind::process)
                processes.insert(lane->pid());
        return processes.size();
    }

    std::size_t count_states(const LookFor& look) const {
        const LaneState state = state_in(look);
        require_object(look, "for");
        std::size_t count = 0;
        for (const Lane* lane : lanes(look, "on"))
            for_each_stretch(*lane, state, [&](const Segment& segment, std::int64_t) {
                count += is_meant(look, "for", segment.object) ? 1 : 0;
            });
        return count;
    }

    /// The most lanes that are in the state at once.
    std::size_t count_together(const LookFor& look) const {
        const LaneState state = state_in(look);
        std::map<std::int64_t, int> steps; // how many more are in it from that time on
        for (const Lane* lane : lanes(look, "on"))
            for_each_stretch(*lane, state, [&](const Segment& segment, std::int64_t end) {
                ++steps[segment.begin];
                --steps[end];
            });
        int now = 0;
        int most = 0;
        for (const auto& [time, step] : steps)
            most = std::max(most, now += step);
        return static_cast<std::size_t>(most);
    }

    /// Events whose marks have words.
    std::size_t count_events(const LookFor& look) const {
        const EventKind kind = kind_in(look);
        require_object(look, "of");
        std::size_t count = 0;
        for (const Lane* lane : lanes(look, "on")) {
            std::size_t index = 0;
            lane->events().for_each([&](const Event& event) {
                const std::size_t here = index++;
                if (event.kind != kind || !is_meant(look, "of", event.object))
                    return;
                if (look.where.contains(QStringLiteral("value")) && event.value != number(look, "value"))
                    return;
                count += mark_words(trace_, *lane, here).isEmpty() ? 0 : 1;
            });
        }
        return count;
    }

    /// Lanes whose last event is this one, but for those that say how a lane ended.
    std::size_t count_last_events(const LookFor& look) const {
        const EventKind kind = kind_in(look);
        require_object(look, "of");
        std::size_t count = 0;
        for (const Lane* lane : lanes(look, "on"))
            lane->events().backwards(lane->events().size(), [&](const Event& event) {
                if (event.kind == EventKind::fatal_signal || event.kind == EventKind::lane_end)
                    return true;
                count += event.kind == kind && is_meant(look, "of", event.object) ? 1 : 0;
                return false;
            });
        return count;
    }

    /// Stretches of the work strip that bear the name.
    std::size_t count_work(const LookFor& look) const {
        std::size_t count = 0;
        for (const Lane* lane : lanes(look, "on"))
            for (std::size_t i = 0; i < lane->work().size(); ++i)
                count += fits(look.subject, work_words(trace_, lane->work()[i]).value(0)) ? 1 : 0;
        if (count == 0 && look.is_absent)
            objects_called(look, look.subject); // so that a misspelt name is no proof
        return count;
    }

    std::size_t count_rows(const LookFor& look) const { return objects_with_row(look, look.subject).size(); }

    std::size_t count_values(const LookFor& look) const {
        const std::int64_t value = number_in(look, look.subject);
        std::size_t count = 0;
        for_each_change(objects_with_row(look, look.where[QStringLiteral("of")]),
                        [&](const ObjectChange& change) { count += change.value == value ? 1 : 0; });
        return count;
    }
    std::size_t count_waiters(const LookFor& look) const {
        const std::int64_t waiters = number_in(look, look.subject);
        std::size_t count = 0;
        for_each_change(objects_with_row(look, look.where[QStringLiteral("of")]),
                        [&](const ObjectChange& change) { count += change.waiters == waiters ? 1 : 0; });
        return count;
    }

    /// Lanes that held it.
    std::size_t count_holders(const LookFor& look) const {
        return holders(look, [](const ObjectChange&) { return true; });
    }
    /// Lanes that held it while others waited.
    std::size_t count_wanted(const LookFor& look) const {
        return holders(look, [](const ObjectChange& change) { return change.waiters > 0; });
    }
    template <typename Counts>
    std::size_t holders(const LookFor& look, Counts&& counts) const {
        std::set<LaneId> named;
        for (const Lane* lane : lanes(look, "by"))
            named.insert(lane->id());
        std::set<LaneId> found;
        for_each_change(objects_with_row(look, look.subject), [&](const ObjectChange& change) {
            if (change.held() && named.contains(change.holder) && counts(change))
                found.insert(change.holder);
        });
        return found.size();
    }

    std::size_t count_hand_overs(const LookFor& look) const {
        std::size_t count = 0;
        for_each_change(objects_with_row(look, look.subject),
                        [&](const ObjectChange& change) { count += change.handing_off() ? 1 : 0; });
        return count;
    }

    /// Messages that both ends name.
    std::size_t count_messages(const LookFor& look) const {
        objects_called(look, look.subject);
        const auto numbers = [&](const char* where, EventKind kind) {
            std::set<std::pair<std::uint16_t, std::int64_t>> found;
            for (const Lane* lane : lanes(look, where))
                lane->events().for_each([&](const Event& event) {
                    const Object* const object = trace_.find_object(event.object);
                    if (event.kind == kind && object != nullptr && is_called(*object, look.subject))
                        found.emplace(event.object, event.value);
                });
            return found;
        };
        const auto sent = numbers("from", EventKind::send);
        return static_cast<std::size_t>(std::ranges::count_if(
            numbers("to", EventKind::receive), [&](const auto& message) { return sent.contains(message); }));
    }

    /// Lanes on which one is marked.
    std::size_t count_lost_updates(const LookFor& look) const {
        objects_called(look, look.subject);
        return static_cast<std::size_t>(std::ranges::count_if(lanes(look, "on"), [&](const Lane* lane) {
            for (std::size_t i = 0; i < lane->events().size(); ++i)
                if (const Event event = lane->events()[i]; event.kind == EventKind::write)
                    if (const Object* object = trace_.find_object(event.object);
                        object != nullptr && is_called(*object, look.subject) &&
                        lost_update_at(trace_, *lane, i))
                        return true;
            return false;
        }));
    }

    /// Rings of so many lanes.
    std::size_t count_rings(const LookFor& look) const {
        return static_cast<std::size_t>(
            std::ranges::count(deadlock_rings(trace_, info_), number_in(look, look.subject),
                               [](const DeadlockRing& ring) { return std::ssize(ring.links); }));
    }

    /// Lanes whose end is marked with these words.
    std::size_t count_ends(const LookFor& look) const {
        return static_cast<std::size_t>(std::ranges::count_if(lanes(look, "on"), [&](const Lane* lane) {
            const std::optional<LaneEnding> ending = lane_ending(trace_, *lane);
            if (!ending)
                return false;
            const std::string culprit =
                ending->culprit < trace_.lane_count() ? trace_.lane(ending->culprit).name() : std::string();
            return fits(look.subject, QString::fromStdString(short_text(*ending, culprit)));
        }));
    }

    std::size_t count_outcomes(const LookFor& look) const {
        return static_cast<std::size_t>(std::ranges::count_if(info_.outcome, [&](const NamedValue& entry) {
            return !entry.value.is_none() && fits(look.subject, QString::fromStdString(entry.name));
        }));
    }
    std::size_t count_checks(const LookFor& look) const {
        return static_cast<std::size_t>(std::ranges::count_if(info_.checks, [&](const Check& check) {
            return fits(look.subject, QString::fromStdString(check.name));
        }));
    }

    const Trace& trace_;
    const RunInfo& info_;
    std::vector<TimelineRow> rows_;
};

} // namespace interleave::test
