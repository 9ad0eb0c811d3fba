// SPDX-License-Identifier: GPL-3.0-or-later
// Walks along a lane and tells what it did with GILs, or with any locks that one lane holds at a time: when
// it held them, waited for them and asked for them.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace interleave {

/// A lane held a lock. Times are ns since the session's origin.
struct GilHold {
    std::int64_t begin;
    std::int64_t end;
    std::optional<ReleaseReason> reason; ///< why it let go; none if it had not when the records end
};

/// A lane wanted a lock until it had it, or gave up, or the records end.
struct GilWait {
    std::int64_t begin; ///< the end, for one that was obtained at once
    std::int64_t end;
    bool obtained;
    std::optional<ReleaseReason> after{}; ///< why it had let go before; none if it had not held it before
    std::int64_t released = 0;            ///< when that was
};

/// Which locks are walked along, and their places in the results.
class GilPlaces {
public:
    /// Walks along these objects. Places are their indexes in `objects`.
    GilPlaces(const Trace& trace, const std::vector<ObjectId>& objects)
        : places_(trace.object_count() + 1, nowhere)
        , count_(objects.size()) {
        for (std::size_t place = 0; place < objects.size(); ++place)
            if (objects[place] < places_.size())
                places_[objects[place]] = place;
    }
    std::size_t count() const noexcept { return count_; }
    /// Returns nowhere for all other objects.
    std::size_t of(ObjectId object) const noexcept {
        return object < places_.size() ? places_[object] : nowhere;
    }

private:
    std::vector<std::size_t> places_; ///< by object
    std::size_t count_;
};

/// The visitor has hold(place, GilHold), wait(place, GilWait), request(place, time) for each request to drop
/// the lock, and interval(place, ns) for how long a waiter waited until its switch interval had run out.
template <typename Visitor>
class GilWalk {
public:
    GilWalk(const Lane& lane, const GilPlaces& places, Visitor& visitor)
        : lane_(lane)
        , places_(places)
        , visitor_(visitor)
        , states_(places.count()) {}

    /// Walks along all events that the lane has. What lasts is told until `now`.
    void walk(std::int64_t now) {
        lane_.events().for_each([this](const Event& event) { step(event); });
        for (std::size_t place = 0; place < states_.size(); ++place) {
            const State& state = states_[place];
            if (state.holds)
                visitor_.hold(place, GilHold{state.hold_begin, now, std::nullopt});
            if (state.waits)
                visitor_.wait(place, wait_of(state, state.wait_begin, now, false));
        }
    }

private:
    struct State {
        bool holds = false;
        bool waits = false;
        std::int64_t hold_begin = 0;
        std::int64_t wait_begin = 0;
        std::int64_t interval_begin = 0;
        std::optional<ReleaseReason> after{};
        std::int64_t released = 0;
    };

    static GilWait wait_of(const State& state, std::int64_t begin, std::int64_t end, bool obtained) {
        return {begin, end, obtained, state.after, state.released};
    }

    void step(const Event& event) {
        if (missing_ < lane_.missing().size() && lane_.missing()[missing_].begin <= event.time)
            forget_until(event.time);
        const std::size_t place = places_.of(event.object);
        if (place == nowhere)
            return;
        State& state = states_[place];
        switch (event.kind) {
        case EventKind::wait_begin:
            state.waits = true;
            state.wait_begin = state.interval_begin = event.time;
            break;
        case EventKind::interval_elapsed:
            if (state.waits)
                visitor_.interval(place, event.time - state.interval_begin);
            state.interval_begin = event.time;
            break;
        case EventKind::drop_request:
            visitor_.request(place, event.time);
            break;
        case EventKind::wait_end:
            if (state.waits)
                visitor_.wait(place, wait_of(state, state.wait_begin, event.time, false));
            state.waits = false;
            break;
        case EventKind::acquire:
            visitor_.wait(place,
                          wait_of(state, state.waits ? state.wait_begin : event.time, event.time, true));
            state.waits = false;
            state.holds = true;
            state.hold_begin = event.time;
            break;
        case EventKind::release:
            state.after = reason_of(event);
            state.released = event.time;
            if (state.holds)
                visitor_.hold(place, GilHold{state.hold_begin, event.time, state.after});
            state.holds = false;
            break;
        default:
            break;
        }
    }

    /// A trace of another program may say anything.
    static ReleaseReason reason_of(const Event& event) noexcept {
        return event.detail <= to_detail(ReleaseReason::last) ? static_cast<ReleaseReason>(event.detail)
                                                              : ReleaseReason::voluntary;
    }

    /// What lasted when records went missing has an unknown end, and is not told.
    void forget_until(std::int64_t time) {
        while (missing_ < lane_.missing().size() && lane_.missing()[missing_].begin <= time)
            ++missing_;
        for (State& state : states_)
            state = {};
    }

    const Lane& lane_;
    const GilPlaces& places_;
    Visitor& visitor_;
    std::vector<State> states_; ///< by place
    std::size_t missing_ = 0;   ///< the next stretch of missing records
};

} // namespace interleave
