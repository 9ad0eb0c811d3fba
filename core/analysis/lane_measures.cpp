// SPDX-License-Identifier: GPL-3.0-or-later
// Measures of lanes: their states, and the life of the workers behind them.
#include "core/analysis/measure_question.h"

#include <array>
#include <optional>
#include <unordered_map>

namespace interleave {

namespace {

Measured most_in_state(const MeasureQuestion& question) {
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
    return measured(most_at_once(steps));
}

Measured lane_time_ms(const MeasureQuestion& question) {
    double sum = 0; // a hostile trace's lanes together have more ns than an integer counts
    bool found = false;
    for (std::size_t l = 0; l < question.trace.lane_count(); ++l) {
        const Lane& lane = question.trace.lane(l);
        if (!question.name.empty() && lane.given_name() != question.name)
            continue;
        found = true;
        const StateTimes times = lane.times_between(whole_run_from, question.trace.time_end());
        for (std::size_t s = 0; s < state_count; ++s) {
            if (question.parameter == json_key(static_cast<LaneState>(s)))
                sum += static_cast<double>(times[s]);
        }
    }
    return found ? measured(sum / ns_per_ms)
                 : not_measured("no lane is called '" + std::string(question.name) + "'");
}

/// Finds lanes by the worker that they are of, quickly, as there may be an event for each.
class LanesOfWorkers {
public:
    explicit LanesOfWorkers(const Trace& trace) {
        for (std::size_t l = 0; l < trace.lane_count(); ++l)
            lanes_.emplace(trace.lane(l).worker(), &trace.lane(l)); // of several lanes the first counts
    }
    const Lane* find(std::uint16_t object) const {
        const auto found = object != no_object ? lanes_.find(object) : lanes_.end();
        return found != lanes_.end() ? found->second : nullptr;
    }

private:
    std::unordered_map<ObjectId, const Lane*> lanes_;
};

Measured join_after_end_ns(const MeasureQuestion& question) {
    std::optional<double> least;
    const LanesOfWorkers lanes(question.trace);
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        if (event.kind != EventKind::joined)
            return;
        if (const Lane* lane = lanes.find(event.object)) {
            const auto after = static_cast<double>(event.time) - static_cast<double>(lane->end());
            least = std::min(least.value_or(after), after);
        }
    });
    return least ? measured(*least) : not_measured("nobody was joined");
}

Measured median_start_ms(const MeasureQuestion& question) {
    std::vector<std::int64_t> durations;
    const LanesOfWorkers lanes(question.trace);
    for_each_event(question.trace, [&](const Lane&, const Event& event) {
        if (event.kind != EventKind::start)
            return;
        const Lane* const lane = lanes.find(event.object);
        if (lane != nullptr && !lane->segments().empty())
            durations.push_back(lane->begin() - event.time);
    });
    return measured_median(std::move(durations), ns_per_ms);
}

constexpr std::array lane_entries{
    MeasureEntry{
        {"most_in_state", "most lanes at once in the state behind the colon (a key of states_ms); lanes"},
        false,
        most_in_state},
    MeasureEntry{
        {"lane_time_ms",
         "time in the state behind the colon (a key of states_ms), of the lanes of this name or of all; ms"},
        false,
        lane_time_ms},
    MeasureEntry{{"join_after_end_ns", "least time from a worker's end to the return of its join; ns"},
                 false,
                 join_after_end_ns},
    MeasureEntry{{"median_start_ms", "median time from starting a worker to its first event; ms"},
                 false,
                 median_start_ms},
};

} // namespace

std::span<const MeasureEntry> lane_measures() {
    return lane_entries;
}

} // namespace interleave
