// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/variable_guards.h"

#include "core/analysis/object_name.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace interleave {

namespace {

bool is_access(EventKind kind) noexcept {
    return kind == EventKind::read || kind == EventKind::write;
}

/// From a lane's first use of a variable to its last one.
struct Span {
    LaneId lane;
    std::int64_t first;
    std::int64_t last;
};

struct Variable {
    std::vector<Span> spans; ///< one for each lane that used it
    bool is_known = true;    ///< no lane that used it misses records
    std::uint64_t uses = 0;
    bool is_updated = false;                   ///< a lane read it and then wrote it
    std::map<ObjectId, std::uint64_t> guarded; ///< uses by lock; 0 for one that was held for a part of a use

    bool is_used_by_another(LaneId lane, std::int64_t from, std::int64_t until) const {
        return std::ranges::any_of(spans, [&](const Span& span) {
            return span.lane != lane && span.first <= until && from <= span.last;
        });
    }
};
using Variables = std::map<ObjectId, Variable>;

/// A lock that a lane holds, and which of its acquisitions it was, so that one that was let go in between is
/// not taken for the same.
struct Held {
    ObjectId lock;
    std::uint64_t acquisition;

    bool operator==(const Held&) const = default;
};

/// Walks along one lane and counts its uses.
class GuardWalk {
public:
    GuardWalk(const Trace& trace, LaneId lane, Variables& variables)
        : trace_(trace)
        , lane_(lane)
        , variables_(variables) {}

    void step(const Event& event) {
        switch (event.kind) {
        case EventKind::acquire:
            if (is_guard(event.object))
                held_.push_back({event.object, ++acquisitions_});
            break;
        case EventKind::release:
            std::erase_if(held_, [&](const Held& held) { return held.lock == event.object; });
            break;
        case EventKind::read:
            if (const auto read = take_read(event.object))
                count(event.object, *read, *read);
            reads_.insert_or_assign(event.object, Moment{event.time, held_});
            break;
        case EventKind::write: {
            const Moment write{event.time, held_};
            const auto read = take_read(event.object);
            count(event.object, read.value_or(write), write, read.has_value());
            break;
        }
        default:
            break;
        }
    }

    /// Counts the reads that no write followed.
    void end() {
        for (const auto& [variable, read] : reads_)
            count(variable, read, read);
        reads_.clear();
    }

private:
    struct Moment {
        std::int64_t time;
        std::vector<Held> held;
    };

    bool is_guard(ObjectId id) const {
        const Object* const object = trace_.find_object(id);
        return object != nullptr && is_lock(object->kind()) && object->kind() != ObjectKind::gil;
    }

    /// Returns the lane's last read of the variable if no other use came after it.
    std::optional<Moment> take_read(ObjectId variable) {
        const auto found = reads_.extract(variable);
        return found.empty() ? std::nullopt : std::optional(std::move(found.mapped()));
    }

    /// Counts a use from its first moment to its last.
    void count(ObjectId id, const Moment& first, const Moment& last, bool is_update = false) {
        const auto variable = variables_.find(id);
        if (variable == variables_.end() ||
            !variable->second.is_used_by_another(lane_, first.time, last.time))
            return;
        ++variable->second.uses;
        variable->second.is_updated |= is_update;
        std::map<ObjectId, std::uint64_t>& guarded = variable->second.guarded;
        for (const Held& held : first.held)
            guarded[held.lock] += std::ranges::find(last.held, held) != last.held.end() ? 1U : 0U;
        for (const Held& held : last.held)
            guarded.try_emplace(held.lock, 0);
    }

    const Trace& trace_;
    LaneId lane_;
    Variables& variables_;
    std::vector<Held> held_;
    std::uint64_t acquisitions_ = 0;
    std::map<ObjectId, Moment> reads_; ///< the last one of each variable, while no write has followed
};

/// Returns the variables that several lanes used, still without their uses.
Variables shared_variables(const Trace& trace) {
    Variables variables;
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const Lane& lane = trace.lane(index);
        std::map<ObjectId, Span> spans;
        lane.events().for_each([&](const Event& event) {
            if (!is_access(event.kind))
                return;
            const auto span = spans.try_emplace(event.object, Span{lane.id(), event.time, event.time}).first;
            span->second.last = event.time;
        });
        for (const auto& [id, span] : spans) {
            variables[id].spans.push_back(span);
            variables[id].is_known &= lane.missing().size() == 0;
        }
    }
    std::erase_if(variables,
                  [](const auto& entry) { return entry.second.spans.size() < 2 || !entry.second.is_known; });
    return variables;
}

bool has_variables(const Trace& trace) {
    for (std::size_t index = 0; index < trace.object_count(); ++index)
        if (trace.object(index).kind() == ObjectKind::variable && !trace.object(index).changes().empty())
            return true;
    return false;
}

} // namespace

bool guards(const GuardingLock& lock, const VariableGuards& variable) noexcept {
    return lock.guarded == variable.uses;
}

std::vector<VariableGuards> variable_guards(const Trace& trace) {
    std::size_t events = 0;
    for (std::size_t index = 0; index < trace.lane_count(); ++index)
        events += trace.lane(index).events().size();
    if (events > most_guard_events || !has_variables(trace))
        return {};
    Variables variables = shared_variables(trace);
    for (std::size_t index = 0; index < trace.lane_count() && !variables.empty(); ++index) {
        GuardWalk walk(trace, trace.lane(index).id(), variables);
        trace.lane(index).events().for_each([&walk](const Event& event) { walk.step(event); });
        walk.end();
    }
    std::vector<VariableGuards> found;
    for (const auto& [id, variable] : variables) {
        if (variable.uses == 0 || (variable.guarded.empty() && !variable.is_updated))
            continue;
        VariableGuards& added =
            found.emplace_back(VariableGuards{id, object_name(trace, id), variable.uses, {}});
        for (const auto& [lock, guarded] : variable.guarded)
            added.locks.push_back({lock, object_name(trace, lock), guarded});
    }
    return found;
}

} // namespace interleave
