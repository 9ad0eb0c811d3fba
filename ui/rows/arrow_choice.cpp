// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/arrow_choice.h"

#include "core/analysis/critical_path.h"

#include <algorithm>

namespace interleave {

namespace {

/// Of more links than this a picture cannot show those of one lane anyway.
constexpr std::size_t most_visited = 20'000;

/// Whose links are wanted: those of a lane, or all for none.
struct Wanted {
    std::optional<LaneId> lane;
};

std::optional<Wanted> wanted_of(const ArrowSource& source) {
    if (!source.links || source.which == Navigation::Arrows::none)
        return std::nullopt;
    if (source.which == Navigation::Arrows::all)
        return Wanted{std::nullopt};
    return source.lane ? std::optional(Wanted{source.lane}) : std::nullopt;
}

WaitLink whole_link(const IndexedLink& link, LaneId into) {
    return {.cause = {link.cause_lane, link.cause_time, link.kind_of_cause()},
            .effect = {into, link.effect_time, link.kind_of_effect()},
            .object = link.object};
}

/// Returns the links in the range that begin or end in the lane, or all for none; nothing if they are too
/// many.
std::optional<std::vector<WaitLink>> few_links(const Trace& trace, const WaitLinkIndex& links,
                                               const TimeRange& range, std::optional<LaneId> lane) {
    std::vector<WaitLink> found;
    std::size_t visited = 0;
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        const LaneId into = trace.lane(i).id();
        links.for_each_in(into, range.from, range.until, [&](const IndexedLink& link) {
            if (!lane || *lane == into || *lane == link.cause_lane)
                found.push_back(whole_link(link, into));
            return ++visited <= most_visited && found.size() <= most_arrows;
        });
        if (visited > most_visited || found.size() > most_arrows)
            return std::nullopt;
    }
    return found;
}

/// Returns the stretch of the bar that a lane has at `time`: a whole wait, or what it does at a time.
std::optional<TimeRange> bar_at(const Trace& trace, const WaitLinkIndex& links, LaneId lane,
                                std::int64_t time) {
    if (lane >= trace.lane_count())
        return std::nullopt;
    if (const auto wait = question_of_wait(trace, links, lane, time))
        return TimeRange{wait->from, wait->until};
    const AppendOnly<Segment>& segments = trace.lane(lane).segments();
    const std::size_t count = segments.size();
    const std::size_t segment = trace.lane(lane).segment_at(time);
    if (segment >= count)
        return std::nullopt;
    return TimeRange{segments[segment].begin,
                     segment + 1 < count ? segments[segment + 1].begin : trace.time_end()};
}

} // namespace

std::vector<WaitLink> arrows_in(const Trace& trace, const ArrowSource& source, const TimeRange& range) {
    const std::optional<Wanted> wanted = wanted_of(source);
    if (!wanted)
        return {};
    if (auto few = few_links(trace, *source.links, range, wanted->lane))
        return std::move(*few);
    if (!source.lane || !source.time)
        return {};
    const auto bar = bar_at(trace, *source.links, *source.lane, *source.time);
    if (!bar)
        return {};
    return few_links(trace, *source.links, *bar, source.lane).value_or(std::vector<WaitLink>());
}

bool has_too_many_arrows(const Trace& trace, const ArrowSource& source, const TimeRange& range) {
    const std::optional<Wanted> wanted = wanted_of(source);
    return wanted && !few_links(trace, *source.links, range, wanted->lane);
}

} // namespace interleave
