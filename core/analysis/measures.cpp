// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/measures.h"

#include "core/analysis/lock_times.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace interleave {

namespace {

constexpr double ns_per_ms = 1e6;
constexpr std::int64_t whole_run_from = std::numeric_limits<std::int64_t>::min() / 4;

/// What a measure is to be taken of.
struct Question {
    const Trace& trace;
    std::string_view parameter;         ///< behind the colon
    std::string_view name;              ///< of the object or lane
    std::vector<const Object*> objects; ///< of that name

    bool is_about(const Event& event) const {
        return std::any_of(objects.begin(), objects.end(),
                           [&](const Object* object) { return object->id() == event.object; });
    }
};

Measured none(std::string why) {
    return {std::nullopt, std::move(why)};
}

Measured value(double number) {
    return {number, {}};
}

template <typename Visit>
void for_each_event(const Trace& trace, Visit&& visit) {
    for (std::size_t l = 0; l < trace.lane_count(); ++l) {
        const Lane& lane = trace.lane(l);
        lane.events().for_each([&](const Event& event) { visit(lane, event); });
    }
}

/// The most at once, of steps up (+1) and down (−1) at times. Who leaves at a moment makes room for who comes
/// then.
double most_at_once(std::vector<std::pair<std::int64_t, int>>& steps) {
    std::sort(steps.begin(), steps.end());
    int now = 0;
    int most = 0;
    for (const auto& [time, step] : steps)
        most = std::max(most, now += step);
    return most;
}

Measured median(std::vector<std::int64_t>& values, double unit) {
    if (values.empty())
        return none("it did not happen in this run");
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return value(static_cast<double>(*middle) / unit);
}

// --- sums and extremes over objects

template <auto Part>
Measured sum_of(const Question& question) {
    double sum = 0;
    for (const Object* object : question.objects)
        sum += static_cast<double>(lock_times(*object, whole_run_from, question.trace.time_end()).*Part);
    return value(sum);
}

template <auto Part>
Measured sum_ms(const Question& question) {
    return value(*sum_of<Part>(question).value / ns_per_ms);
}

Measured most_holders(const Question& question) {
    std::int32_t most = 0;
    for (const Object* object : question.objects)
        most = std::max(most, object->most_holders());
    return value(most);
}

Measured most_waiting(const Question& question) {
    std::uint16_t most = 0;
    for (const Object* object : question.objects)
        most = std::max(most, object->most_waiters(whole_run_from, question.trace.time_end()));
    return value(most);
}

Measured utilisation(const Question& question) {
    double held = 0;
    double span = 0;
    for (const Object* object : question.objects) {
        if (object->changes().empty())
            continue;
        const std::int64_t first = object->changes()[0].time();
        const std::int64_t last = object->changes().back().time();
        held += static_cast<double>(object->times_between(first, last).held);
        span += static_cast<double>(last - first);
    }
    return span > 0 ? value(held / span) : none("nobody used it");
}

// --- lanes and states

Measured most_in_state(const Question& question) {
    std::vector<std::pair<std::int64_t, int>> steps;
    for (std::size_t l = 0; l < question.trace.lane_count(); ++l) {
        const Lane& lane = question.trace.lane(l);
        const std::size_t count = lane.segments().size();
        for (std::size_t i = 0; i < count; ++i) {
            const Segment& segment = lane.segments()[i];
            const std::int64_t end = i + 1 < count ? lane.segments()[i + 1].begin
                                                   : std::min(lane.end(), question.trace.time_end());
            if (question.parameter != json_key(segment.state) || end <= segment.begin)
                continue;
            steps.emplace_back(segment.begin, 1);
            steps.emplace_back(end, -1);
        }
    }
    return value(most_at_once(steps));
}

Measured lane_time_ms(const Question& question) {
    std::int64_t sum = 0;
    bool found = false;
    for (std::size_t l = 0; l < question.trace.lane_count(); ++l) {
        const Lane& lane = question.trace.lane(l);
        if (!question.name.empty() && lane.name() != question.name)
            continue;
        found = true;
        const StateTimes times = lane.times_between(whole_run_from, question.trace.time_end());
        for (std::size_t s = 0; s < state_count; ++s) {
            if (question.parameter == json_key(static_cast<LaneState>(s)))
                sum += times[s];
        }
    }
    return found ? value(static_cast<double>(sum) / ns_per_ms)
                 : none("no lane is called '" + std::string(question.name) + "'");
}

// --- stretches and waits, from the events

Measured most_inside(const Question& question) {
    std::vector<std::pair<std::int64_t, int>> steps;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        const EventKind kind = event.kind;
        const bool enters = kind == EventKind::work_begin || kind == EventKind::task_begin;
        const bool leaves = kind == EventKind::work_end || kind == EventKind::task_end;
        if ((enters || leaves) && question.is_about(event))
            steps.emplace_back(event.time, enters ? 1 : -1);
    });
    return steps.empty() ? most_holders(question) : value(most_at_once(steps));
}

/// Durations of the waits for the objects that ended with obtaining them.
std::vector<std::int64_t> waits(const Question& question) {
    std::vector<std::int64_t> durations;
    for (std::size_t l = 0; l < question.trace.lane_count(); ++l) {
        const Lane& lane = question.trace.lane(l);
        std::map<std::uint16_t, std::int64_t> begun;
        lane.events().for_each([&](const Event& event) {
            if (!question.is_about(event))
                return;
            if (event.kind == EventKind::wait_begin) {
                begun[event.object] = event.time;
            } else if (event.kind == EventKind::acquire || event.kind == EventKind::receive ||
                       event.kind == EventKind::joined) {
                if (const auto begin = begun.extract(event.object))
                    durations.push_back(event.time - begin.mapped());
            } else if (event.kind == EventKind::wait_end) {
                begun.erase(event.object);
            }
        });
    }
    return durations;
}

Measured median_wait_ms(const Question& question) {
    std::vector<std::int64_t> durations = waits(question);
    return median(durations, ns_per_ms);
}

Measured longest_wait_ms(const Question& question) {
    const std::vector<std::int64_t> durations = waits(question);
    if (durations.empty())
        return value(0);
    return value(static_cast<double>(*std::max_element(durations.begin(), durations.end())) / ns_per_ms);
}

template <EventKind kind>
Measured count_of(const Question& question) {
    double count = 0;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        count += event.kind == kind && question.is_about(event);
    });
    return value(count);
}

Measured forced_drops(const Question& question) {
    double count = 0;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        count += event.kind == EventKind::release && event.detail == to_detail(ReleaseReason::forced) &&
                 question.is_about(event);
    });
    return value(count);
}

Measured holder_changes(const Question& question) {
    double count = 0;
    for (const Object* object : question.objects) {
        LaneId last = no_lane;
        for (std::size_t i = 0; i < object->changes().size(); ++i) {
            const ObjectChange& change = object->changes()[i];
            if (change.kind() != EventKind::acquire)
                continue;
            count += last != no_lane && change.holder != last;
            last = change.holder;
        }
    }
    return value(count);
}

Measured workers_used(const Question& question) {
    std::set<LaneId> lanes;
    for_each_event(question.trace, [&](const Lane& lane, const Event& event) {
        if (event.kind == EventKind::task_begin && question.is_about(event))
            lanes.insert(lane.id());
    });
    return value(static_cast<double>(lanes.size()));
}

// --- messages

enum class Delivery { lost, doubled };

template <Delivery wanted>
Measured deliveries(const Question& question) {
    double count = 0;
    for (const Object* object : question.objects) {
        std::map<std::int64_t, int> balance; // sent − received, by number of the message
        for_each_event(question.trace, [&](const Lane&, const Event& event) {
            if (event.object != object->id())
                return;
            if (event.kind == EventKind::send)
                ++balance[event.value];
            else if (event.kind == EventKind::receive)
                --balance[event.value];
        });
        for (const auto& [message, open] : balance)
            count += wanted == Delivery::lost ? std::max(open, 0) : std::max(-open, 0);
    }
    return value(count);
}

// --- life of workers

const Lane* lane_of_worker(const Trace& trace, std::uint16_t object) {
    for (std::size_t l = 0; l < trace.lane_count(); ++l) {
        if (object != no_object && trace.lane(l).worker() == object)
            return &trace.lane(l);
    }
    return nullptr;
}

Measured join_after_end_ns(const Question& question) {
    std::optional<double> least;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        if (event.kind != EventKind::joined)
            return;
        if (const Lane* lane = lane_of_worker(question.trace, event.object)) {
            const auto after = static_cast<double>(event.time - lane->end());
            least = std::min(least.value_or(after), after);
        }
    });
    return least ? value(*least) : none("nobody was joined");
}

Measured median_start_ms(const Question& question) {
    std::vector<std::int64_t> durations;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        if (event.kind != EventKind::start)
            return;
        const Lane* const lane = lane_of_worker(question.trace, event.object);
        if (lane != nullptr && !lane->segments().empty())
            durations.push_back(lane->begin() - event.time);
    });
    return median(durations, ns_per_ms);
}

struct Entry {
    MeasureDescription description;
    bool needs_object;
    Measured (*take)(const Question&);
};

constexpr std::array entries{
    Entry{{"most_holders", "most lanes that held the object at once; lanes"}, true, most_holders},
    Entry{{"most_waiting", "most lanes that waited for the object at once; lanes"}, true, most_waiting},
    Entry{{"most_inside",
           "most lanes at once within work or tasks of this name, or else that held the object; lanes"},
          true,
          most_inside},
    Entry{{"utilisation", "share of the time from first to last use that somebody held the object; 0 to 1"},
          true,
          utilisation},
    Entry{{"acquisitions", "acquisitions of the object, messages received, joins; times"},
          true,
          sum_of<&LockTimes::acquisitions>},
    Entry{{"contended", "of these, the ones that had to wait; times"}, true, sum_of<&LockTimes::contended>},
    Entry{{"lock_wait_ms", "time waited for the object, summed over all waiters; ms"},
          true,
          sum_ms<&LockTimes::wait_ns>},
    Entry{{"lock_hold_ms", "time that somebody held the object; ms"}, true, sum_ms<&LockTimes::hold_ns>},
    Entry{{"contended_hold_ms", "time that somebody held the object while others waited; ms"},
          true,
          sum_ms<&LockTimes::contended_hold_ns>},
    Entry{{"handoff_ms", "time that the object was free although somebody waited; ms"},
          true,
          sum_ms<&LockTimes::handoff_ns>},
    Entry{
        {"median_wait_ms", "median of the waits for the object that obtained it; ms"}, true, median_wait_ms},
    Entry{{"longest_wait_ms", "longest wait for the object that obtained it, 0 if nobody waited; ms"},
          true,
          longest_wait_ms},
    Entry{
        {"holder_changes", "acquisitions by another lane than the one before; times"}, true, holder_changes},
    Entry{{"drop_requests", "requests to drop the GIL; times"}, true, count_of<EventKind::drop_request>},
    Entry{{"forced_drops", "drops of the GIL that were asked for; times"}, true, forced_drops},
    Entry{{"sent", "messages sent into the queue or pipe; messages"}, true, count_of<EventKind::send>},
    Entry{{"received", "messages received from the queue or pipe; messages"},
          true,
          count_of<EventKind::receive>},
    Entry{{"messages_lost", "messages sent and never received; messages"}, true, deliveries<Delivery::lost>},
    Entry{{"messages_doubled", "messages received more often than sent; messages"},
          true,
          deliveries<Delivery::doubled>},
    Entry{{"workers_used", "lanes that ran tasks of the pool or of this name; lanes"}, true, workers_used},
    Entry{{"most_in_state", "most lanes at once in the state behind the colon (a key of states_ms); lanes"},
          false,
          most_in_state},
    Entry{
        {"lane_time_ms",
         "time in the state behind the colon (a key of states_ms), of the lanes of this name or of all; ms"},
        false,
        lane_time_ms},
    Entry{{"join_after_end_ns", "least time from a worker's end to the return of its join; ns"},
          false,
          join_after_end_ns},
    Entry{{"median_start_ms", "median time from starting a worker to its first event; ms"},
          false,
          median_start_ms},
};

bool is_state_key(std::string_view word) {
    for (std::size_t s = 1; s < state_count; ++s) {
        if (word == json_key(static_cast<LaneState>(s)))
            return true;
    }
    return false;
}

} // namespace

std::span<const MeasureDescription> all_measures() {
    static const auto descriptions = [] {
        std::array<MeasureDescription, entries.size()> all{};
        std::transform(entries.begin(), entries.end(), all.begin(),
                       [](const Entry& entry) { return entry.description; });
        return all;
    }();
    return descriptions;
}

Measured take_measure(const Trace& trace, const TraceMeasure& measure) {
    const std::string_view words = measure.what;
    const std::size_t colon = words.find(':');
    const std::string_view name = words.substr(0, colon);
    Question question{
        trace, colon == std::string_view::npos ? "" : words.substr(colon + 1), measure.object, {}};
    const auto entry = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& one) { return name == one.description.name; });
    if (entry == entries.end())
        return none("there is no measure '" + measure.what + "'");
    const bool of_state = name == "most_in_state" || name == "lane_time_ms";
    if (of_state && !is_state_key(question.parameter))
        return none("there is no state '" + std::string(question.parameter) + "'");
    if (of_state && (question.parameter == "running" || question.parameter == "ready") &&
        !trace.has_kernel_records())
        return none("only the kernel's switch records tell who runs, and they are off");
    if (entry->needs_object) {
        for (std::size_t i = 0; i < trace.object_count(); ++i) {
            if (trace.object(i).name() == measure.object)
                question.objects.push_back(&trace.object(i));
        }
        if (question.objects.empty())
            return none("nothing in this run is called '" + measure.object + "'");
    }
    return entry->take(question);
}

} // namespace interleave
