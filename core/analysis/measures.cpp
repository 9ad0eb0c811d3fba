// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/measures.h"

#include "core/analysis/measure_question.h"
#include "core/event/median.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

namespace {

bool is_state_key(std::string_view word) {
    for (std::size_t s = 1; s < state_count; ++s) {
        if (word == json_key(static_cast<LaneState>(s)))
            return true;
    }
    return false;
}

const MeasureEntry* find_entry(std::string_view name) {
    for (const auto entries : {object_measures(), event_measures(), lane_measures()}) {
        for (const MeasureEntry& entry : entries) {
            if (name == entry.description.name)
                return &entry;
        }
    }
    return nullptr;
}

} // namespace

Measured measured_median(std::vector<std::int64_t> durations, double unit) {
    if (durations.empty())
        return not_measured("it did not happen in this run");
    return measured(median(std::move(durations)) / unit);
}

int most_at_once(std::vector<std::pair<std::int64_t, int>>& steps) {
    std::sort(steps.begin(), steps.end());
    int now = 0;
    int most = 0;
    for (const auto& [time, step] : steps)
        most = std::max(most, now += step);
    return most;
}

std::span<const MeasureDescription> all_measures() {
    static const std::vector<MeasureDescription> descriptions = [] {
        std::vector<MeasureDescription> all;
        for (const auto entries : {object_measures(), event_measures(), lane_measures()}) {
            for (const MeasureEntry& entry : entries)
                all.push_back(entry.description);
        }
        return all;
    }();
    return descriptions;
}

bool needs_switches(const TraceMeasure& measure) {
    return measure.what.ends_with(":running") || measure.what.ends_with(":ready");
}

Measured take_measure(const Trace& trace, const TraceMeasure& measure) {
    const std::string_view words = measure.what;
    const std::size_t colon = words.find(':');
    const std::string_view name = words.substr(0, colon);
    MeasureQuestion question{
        trace, colon == std::string_view::npos ? "" : words.substr(colon + 1), measure.object, {}, {}};
    const MeasureEntry* const entry = find_entry(name);
    if (entry == nullptr)
        return not_measured("there is no measure '" + measure.what + "'");
    const bool of_state = name == "most_in_state" || name == "lane_time_ms";
    if (of_state && !is_state_key(question.parameter))
        return not_measured("there is no state '" + std::string(question.parameter) + "'");
    if (needs_switches(measure) && !trace.has_kernel_records())
        return not_measured("only the kernel's switch records tell who runs, and they are off");
    if (entry->needs_object) {
        for (std::size_t i = 0; i < trace.object_count(); ++i) {
            if (trace.object(i).given_name() == measure.object)
                question.add(trace.object(i));
        }
        if (question.objects.empty())
            return not_measured("nothing in this run is called '" + measure.object + "'");
    }
    return entry->take(question);
}

} // namespace interleave
