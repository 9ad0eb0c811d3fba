// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/look_view.h"

#include "core/event/error.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace interleave {

namespace {

/// As much of what happens before and after a moment is shown with it.
constexpr std::size_t neighbours = 6;

struct Span {
    std::int64_t begin;
    std::int64_t end;

    void include(std::int64_t from, std::int64_t until) noexcept {
        begin = std::min(begin, from);
        end = std::max(end, until);
    }
};

template <typename Item>
void add_once(std::vector<Item>& items, const Item& item) {
    if (std::ranges::find(items, item) == items.end())
        items.push_back(item);
}

/// Returns the time from a few events before `time` to a few after it.
Span around(const EventSequence& events, std::int64_t time) {
    const std::size_t at = events.first_at(time);
    if (events.size() == 0)
        return {time, time};
    const std::size_t last = std::min(at + neighbours, events.size() - 1);
    return {std::min(time, events[at > neighbours ? at - neighbours : 0].time),
            std::max(time, events[last].time)};
}

Span around(const Object& object, std::int64_t time) {
    const auto& changes = object.changes();
    const std::size_t at = object.change_at(time);
    if (at >= changes.size())
        return {time, time};
    return {changes[at > neighbours ? at - neighbours : 0].time(),
            changes[std::min(at + neighbours, changes.size() - 1)].time()};
}

/// Puts the stretch in front that one should see first: of those of a state the first that is long beside the
/// others. Who waits long at a start gate, for one, is a matter of chance, and a moment there is no gap.
void put_first_to_see_in_front(std::vector<LookPlace>& places) {
    const auto length = [](const LookPlace& place) { return place.end - place.begin; };
    std::int64_t longest = 0;
    for (const LookPlace& place : places)
        longest = std::max(longest, length(place));
    const auto first =
        std::ranges::find_if(places, [&](const LookPlace& place) { return 2 * length(place) >= longest; });
    if (first != places.end())
        std::rotate(places.begin(), first, std::next(first));
}

/// Looks for one thing after the other and keeps what belongs to the first one found.
class Viewer {
public:
    Viewer(const Trace& trace, const RunInfo& info) : trace_(trace), looker_(trace, info) {}

    void look(const LookFor& look, std::string* missing) {
        std::vector<LookPlace> places;
        try {
            places = looker_.find(look);
        } catch (const UsageError& error) {
            note(missing, error.what());
            return;
        }
        if (look.what == "state")
            put_first_to_see_in_front(places);
        if (places.empty())
            note(missing, "this run does not show: " + look.text);
        for (const LookPlace& place : places) {
            if (place.on == LookPlace::On::outcome)
                add_once(view_.outcomes, place.name);
            else if (place.on == LookPlace::On::check)
                add_once(view_.checks, place.name);
            else
                add(place, places);
        }
    }

    LookView view() {
        if (!view_.is_on_lanes())
            return view_;
        const std::int64_t run = trace_.time_end();
        Span shown = span_;
        if (shown.end - shown.begin < run / 3) {
            const Span beside = first_.on == LookPlace::On::lane
                                    ? around(trace_.lane(first_.lane).events(), first_.begin)
                                    : around(*trace_.find_object(first_.object), first_.begin);
            const std::int64_t room = (shown.end - shown.begin) / 2;
            shown.include(shown.begin - room, shown.end + room);
            shown.include(beside.begin, beside.end);
        } else {
            shown = {0, run};
        }
        view_.begin = std::max<std::int64_t>(shown.begin, 0);
        view_.end = std::min(shown.end, run);
        view_.moment = first_.begin;
        return view_;
    }

private:
    static void note(std::string* missing, const std::string& what) {
        if (missing != nullptr && missing->empty())
            *missing = what;
    }

    /// Of each lane and each object the place that is nearest to the first one counts.
    void add(const LookPlace& place, const std::vector<LookPlace>& places) {
        const bool is_first = !view_.is_on_lanes();
        if (is_first) {
            first_ = place;
            span_ = {place.begin, place.end};
        }
        const bool is_new_lane =
            place.lane != no_lane && std::ranges::find(view_.lanes, place.lane) == view_.lanes.end();
        const bool is_new_object = place.on == LookPlace::On::object &&
                                   std::ranges::find(view_.objects, place.object) == view_.objects.end();
        if (place.lane != no_lane)
            add_once(view_.lanes, place.lane);
        if (place.on == LookPlace::On::object)
            add_once(view_.objects, place.object);
        if (is_first || (!is_new_lane && !is_new_object))
            return;
        const auto distance = [this](const LookPlace& other) { return std::abs(other.begin - first_.begin); };
        const LookPlace* nearest = &place;
        for (const LookPlace& other : places)
            if (other.lane == place.lane && other.object == place.object &&
                distance(other) < distance(*nearest))
                nearest = &other;
        span_.include(nearest->begin, nearest->end);
    }

    const Trace& trace_;
    RunLooker looker_;
    LookView view_;
    LookPlace first_;
    Span span_{0, 0};
};

} // namespace

LookView look_view(const Trace& trace, const RunInfo& info, const std::vector<LookFor>& shown,
                   std::string* missing) {
    Viewer viewer(trace, info);
    for (const LookFor& look : shown)
        if (!look.is_absent)
            viewer.look(look, missing);
    return viewer.view();
}

} // namespace interleave
