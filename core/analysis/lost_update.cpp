// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lost_update.h"

#include <algorithm>

namespace interleave {

namespace {

/// A picture asks for many writes at once, so what lies further back counts as not known.
constexpr std::size_t most_looked_at = 10'000;

/// Returns the lane's last read of a variable before the event `index`, unless a write of its own came in
/// between.
std::optional<Event> read_before(const Lane& lane, std::size_t index, std::uint16_t variable) {
    std::optional<Event> found;
    std::size_t looked = 0;
    lane.events().backwards(index, [&](const Event& event) {
        if (++looked > most_looked_at)
            return false;
        if (event.object != variable || (event.kind != EventKind::read && event.kind != EventKind::write))
            return true;
        if (event.kind == EventKind::read)
            found = event;
        return false;
    });
    return found;
}

} // namespace

std::optional<LostUpdate> lost_update_at(const Trace& trace, const Lane& lane, std::size_t index) {
    const Event write = lane.events()[index];
    const Object* const variable = trace.find_object(write.object);
    if (write.kind != EventKind::write || variable == nullptr)
        return std::nullopt;
    const std::optional<Event> read = read_before(lane, index, write.object);
    if (!read || lane.missing().count_between(read->time, write.time) > 0) // the latest read may be missing
        return std::nullopt;
    // Of changes at the same time change_at() returns the last, so the lane's own write may lie before it.
    std::size_t looked = 0;
    for (std::size_t at = variable->change_at(write.time);
         at < variable->changes().size() && ++looked <= most_looked_at; --at) {
        const ObjectChange& change = variable->changes()[at];
        if (change.time() < read->time)
            break;
        if (change.kind() == EventKind::read && change.time() == read->time && change.value == read->value)
            break;
        if (change.kind() != EventKind::write || change.holder == lane.id())
            continue;
        return LostUpdate{.variable = variable->id(),
                          .lane = lane.id(),
                          .other = change.holder,
                          .read_time = read->time,
                          .other_time = change.time(),
                          .write_time = write.time,
                          .value_read = read->value,
                          .value_lost = change.value,
                          .value_written = write.value};
    }
    return std::nullopt;
}

std::optional<LostUpdate> lost_update_by_change(const Trace& trace, const Object& variable,
                                                std::size_t index) {
    if (index >= variable.changes().size())
        return std::nullopt;
    const ObjectChange& change = variable.changes()[index];
    if (change.kind() != EventKind::write || change.holder >= trace.lane_count())
        return std::nullopt;
    const Lane& lane = trace.lane(change.holder);
    const std::size_t event = lane.events().first_at(change.time());
    if (event >= lane.events().size())
        return std::nullopt;
    auto lost = lost_update_at(trace, lane, event);
    return lost && lost->variable == variable.id() ? lost : std::nullopt;
}

bool is_lost_write(const Trace& trace, const Lane& lane, const Event& event) {
    const Object* const variable = trace.find_object(event.object);
    if (event.kind != EventKind::write || variable == nullptr)
        return false;
    const std::size_t first = variable->change_at(event.time) + 1;
    for (std::size_t at = first; at < std::min(first + most_looked_at, variable->changes().size()); ++at) {
        const ObjectChange& change = variable->changes()[at];
        if (change.kind() != EventKind::write)
            continue;
        if (change.holder == lane.id())
            return false;
        const auto lost = lost_update_by_change(trace, *variable, at);
        return lost && lost->other == lane.id();
    }
    return false;
}

} // namespace interleave
