// SPDX-License-Identifier: GPL-3.0-or-later
// Measures that are counted over the events of all lanes.
#include "core/analysis/measure_question.h"

#include <array>
#include <map>
#include <set>

namespace interleave {

namespace {

Measured most_inside(const MeasureQuestion& question) {
    std::vector<std::pair<std::int64_t, int>> steps;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        const EventKind kind = event.kind;
        const bool enters = kind == EventKind::work_begin || kind == EventKind::task_begin;
        const bool leaves = kind == EventKind::work_end || kind == EventKind::task_end;
        if ((enters || leaves) && question.is_about(event))
            steps.emplace_back(event.time, enters ? 1 : -1);
    });
    if (!steps.empty())
        return measured(most_at_once(steps));
    std::int32_t most = 0; // neither work nor tasks: the object itself was held
    for (const Object* object : question.objects)
        most = std::max(most, object->most_holders());
    return measured(most);
}

/// Durations of the waits for the objects that ended with obtaining them.
std::vector<std::int64_t> waits(const MeasureQuestion& question) {
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

Measured median_wait_ms(const MeasureQuestion& question) {
    return measured_median(waits(question), ns_per_ms);
}

Measured longest_wait_ms(const MeasureQuestion& question) {
    const std::vector<std::int64_t> durations = waits(question);
    if (durations.empty())
        return measured(0);
    return measured(static_cast<double>(*std::max_element(durations.begin(), durations.end())) / ns_per_ms);
}

template <EventKind kind>
Measured count_of(const MeasureQuestion& question) {
    double count = 0;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        count += event.kind == kind && question.is_about(event);
    });
    return measured(count);
}

Measured forced_drops(const MeasureQuestion& question) {
    double count = 0;
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        count += event.kind == EventKind::release && event.detail == to_detail(ReleaseReason::forced) &&
                 question.is_about(event);
    });
    return measured(count);
}

Measured workers_used(const MeasureQuestion& question) {
    std::set<LaneId> lanes;
    for_each_event(question.trace, [&](const Lane& lane, const Event& event) {
        if (event.kind == EventKind::task_begin && question.is_about(event))
            lanes.insert(lane.id());
    });
    return measured(static_cast<double>(lanes.size()));
}

enum class Delivery { lost, doubled };

template <Delivery wanted>
Measured deliveries(const MeasureQuestion& question) {
    double count = 0;
    std::map<std::pair<std::uint16_t, std::int64_t>, int> balance; // sent − received, by object and message
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        if (!question.is_about(event))
            return;
        if (event.kind == EventKind::send)
            ++balance[{event.object, event.value}];
        else if (event.kind == EventKind::receive)
            --balance[{event.object, event.value}];
    });
    for (const auto& [message, open] : balance)
        count += wanted == Delivery::lost ? std::max(open, 0) : std::max(-open, 0);
    return measured(count);
}

constexpr std::array event_entries{
    MeasureEntry{
        {"most_inside",
         "most lanes at once within work or tasks of this name, or else that held the object; lanes"},
        true,
        most_inside},
    MeasureEntry{
        {"median_wait_ms", "median of the waits for the object that obtained it; ms"}, true, median_wait_ms},
    MeasureEntry{{"longest_wait_ms", "longest wait for the object that obtained it, 0 if nobody waited; ms"},
                 true,
                 longest_wait_ms},
    MeasureEntry{
        {"drop_requests", "requests to drop the GIL; times"}, true, count_of<EventKind::drop_request>},
    MeasureEntry{{"forced_drops", "drops of the GIL that were asked for; times"}, true, forced_drops},
    MeasureEntry{{"sent", "messages sent into the queue or pipe; messages"}, true, count_of<EventKind::send>},
    MeasureEntry{{"received", "messages received from the queue or pipe; messages"},
                 true,
                 count_of<EventKind::receive>},
    MeasureEntry{
        {"messages_lost", "messages sent and never received; messages"}, true, deliveries<Delivery::lost>},
    MeasureEntry{{"messages_doubled", "messages received more often than sent; messages"},
                 true,
                 deliveries<Delivery::doubled>},
    MeasureEntry{
        {"workers_used", "lanes that ran tasks of the pool or of this name; lanes"}, true, workers_used},
};

} // namespace

std::span<const MeasureEntry> event_measures() {
    return event_entries;
}

} // namespace interleave
