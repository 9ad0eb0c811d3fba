// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/shown_gil.h"

#include <algorithm>

namespace interleave {

TimeRange range_of_use(const Trace& trace, ObjectId object) {
    constexpr double all_of_it = 0.8;
    constexpr std::int64_t margins = 50; // each is this part of the range
    const TimeRange whole = whole_range(trace);
    const auto& changes = trace.find_object(object)->changes();
    const std::size_t count = changes.size();
    if (count == 0)
        return whole;
    const TimeRange used{changes[0].time(), changes[count - 1].time()};
    if (static_cast<double>(used.length()) >= all_of_it * static_cast<double>(whole.length()))
        return whole;
    const std::int64_t margin = std::max<std::int64_t>(1, used.length() / margins);
    return {std::max(whole.from, used.from - margin), std::min(whole.until, used.until + margin)};
}

ShownGil look_at_gil(const GilQuestion& question) {
    const Trace& trace = *question.trace;
    ShownGil shown;
    shown.range = question.range;
    shown.part = question.part;
    for (const ObjectId id : used_locks(trace)) {
        const Object& object = *trace.find_object(id);
        shown.choices.push_back({id, object.name(), object.kind()});
    }
    if (shown.choices.empty())
        return shown;
    const bool is_there =
        question.object && std::ranges::count(shown.choices, *question.object, &GilChoice::object) > 0;
    const ObjectId object = is_there ? *question.object : shown.choices.front().object;
    for (std::size_t lane = 0; lane < trace.lane_count(); ++lane)
        shown.names.push_back(trace.lane(lane).name());
    std::vector<GilFigures> figures =
        question.part ? gil_figures(trace, {object}, question.part->from, question.part->until)
                      : gil_figures(trace, {object});
    if (!figures.empty())
        shown.figures = std::move(figures.front());
    shown.lanes = gil_columns(trace, object, question.range.from, question.range.until,
                              std::max<std::size_t>(1, question.columns));
    shown.hand_overs =
        hand_overs(trace, object, question.range.from, question.range.until, ShownGil::most_hand_overs);
    return shown;
}

} // namespace interleave
