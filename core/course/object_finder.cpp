// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/object_finder.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace interleave {

namespace {

using Places = std::vector<LookPlace>;

LookPlace object_place(const LookQuestion& question, const Object& object, std::size_t change) {
    const auto& changes = object.changes();
    return {.on = LookPlace::On::object,
            .object = object.id(),
            .begin = changes[change].time(),
            .end = change + 1 < changes.size() ? changes[change + 1].time() : question.trace().time_end()};
}

template <typename Counts>
Places changes(const LookQuestion& question, const std::string& pattern, Counts&& counts) {
    Places found;
    for (const Object* object : question.objects_used(pattern))
        for (std::size_t i = 0; i < object->changes().size(); ++i)
            if (counts(object->changes()[i]))
                found.push_back(object_place(question, *object, i));
    return found;
}

template <typename Counts>
Places holders(const LookQuestion& question, Counts&& counts) {
    std::set<LaneId> named;
    for (const Lane* lane : question.lanes_where("by"))
        named.insert(lane->id());
    std::set<LaneId> seen;
    Places found;
    for (const Object* object : question.objects_used(question.subject()))
        for (std::size_t i = 0; i < object->changes().size(); ++i) {
            const ObjectChange change = object->changes()[i];
            if (!change.held() || !named.contains(change.holder) || !counts(change) ||
                !seen.insert(change.holder).second)
                continue;
            found.push_back(object_place(question, *object, i));
            found.back().lane = change.holder;
        }
    return found;
}

} // namespace

Places find_rows(const LookQuestion& question) {
    Places found;
    for (const Object* object : question.objects_called(question.subject()))
        found.push_back({.on = LookPlace::On::object,
                         .object = object->id(),
                         .begin = object->changes().size() > 0 ? object->changes()[0].time() : 0,
                         .end = question.trace().time_end()});
    return found;
}

Places find_values(const LookQuestion& question) {
    const std::int64_t value = whole_number_in(question.subject());
    return changes(question, question.where("of"),
                   [value](const ObjectChange& change) { return change.value == value; });
}

Places find_waiters(const LookQuestion& question) {
    const std::int64_t waiters = whole_number_in(question.subject());
    return changes(question, question.where("of"),
                   [waiters](const ObjectChange& change) { return change.waiters == waiters; });
}

Places find_hand_overs(const LookQuestion& question) {
    return changes(question, question.subject(),
                   [](const ObjectChange& change) { return change.handing_off(); });
}

Places find_holders(const LookQuestion& question) {
    return holders(question, [](const ObjectChange&) { return true; });
}

Places find_wanted(const LookQuestion& question) {
    return holders(question, [](const ObjectChange& change) { return change.waiters > 0; });
}

Places find_messages(const LookQuestion& question) {
    question.objects_called(question.subject());
    using Message = std::pair<std::uint16_t, std::int64_t>;
    const auto ends = [&](const char* side, EventKind kind) {
        std::map<Message, std::pair<const Lane*, std::int64_t>> found;
        for (const Lane* lane : question.lanes_where(side))
            lane->events().for_each([&](const Event& event) {
                const Object* const object = question.trace().find_object(ObjectId{event.object});
                if (event.kind == kind && object != nullptr && is_called(*object, question.subject()))
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

} // namespace interleave
