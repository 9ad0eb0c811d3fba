// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/moment.h"

#include "core/analysis/lane_ending.h"
#include "core/analysis/lost_update.h"
#include "core/analysis/trace_walk.h"
#include "ui/rows/missing_marks.h"
#include "ui/rows/work_rows.h"
#include "ui/words/ending_words.h"
#include "ui/words/event_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <span>

namespace interleave {

namespace {

struct MomentWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

QString lane_name(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? row_name(trace, {TimelineRow::Kind::lane, lane}) : QString();
}

/// Returns the change of `object` that is in force at `time`, if any.
std::optional<ObjectChange> change_at(const Object& object, std::int64_t time) {
    const std::size_t count = object.changes().size();
    const std::size_t index = object.change_at(time);
    if (index >= count)
        return std::nullopt;
    return object.changes()[index];
}

void describe_place(Moment& moment, const Trace& trace, const std::optional<LanePlace>& place) {
    if (!place)
        return;
    moment.line = static_cast<int>(site_line(place->site));
    moment.file = QString::fromStdString(trace.file_path(site_file(place->site)));
    moment.is_past_line = place->is_passed;
}

/// Says how the lane ended, if that is near or over, and not just that it returned.
void describe_ending(Moment& moment, const Trace& trace, const Lane& lane, std::int64_t time,
                     std::int64_t reach) {
    if (lane.end() > time + reach)
        return;
    const auto ending = lane_ending(trace, lane);
    if (!ending || ending->by == LaneEnding::By::itself)
        return;
    moment.ending = ending_sentence(trace, *ending);
    describe_place(moment, trace, ending->place);
}

/// Says at which work of this row the lane is, and how long if nothing else is known of the lane.
void describe_work(Moment& moment, const TimelineSource& source, const Lane& lane, std::int64_t time,
                   std::size_t row) {
    const auto& [trace, live_end] = source;
    const WorkRow& work = lane.work_row(row);
    const std::size_t at = work.at(time);
    if (at == nowhere || work.stretches()[at].object == 0)
        return;
    moment.work = work_words(*trace, work.stretches()[at]).value(0);
    if (!trace->knows_states())
        moment.range = TimeRange{work.stretches()[at].begin, work.end_of(at, std::min(lane.end(), live_end))};
}

void describe_lane(Moment& moment, const TimelineSource& source, const Lane& lane, std::int64_t time,
                   std::size_t work_row) {
    const auto& [source_trace, live_end] = source;
    const Trace& trace = *source_trace;
    if (work_row == nowhere)
        work_row = lane.innermost_work_row(time);
    if (work_row < lane.work_row_count())
        describe_work(moment, source, lane, time, work_row);
    if (!trace.knows_states()) {
        if (moment.work.isEmpty())
            moment.state = MomentWords::tr("nothing is told of this moment");
        return;
    }
    const std::size_t count = lane.segments().size();
    const std::size_t index = lane.segment_at(time);
    if (index >= count || time >= lane.end()) {
        moment.state = title_text(LaneState::absent);
        moment.work.clear();
        return;
    }
    const Segment& segment = lane.segments()[index];
    const std::int64_t end = index + 1 < count ? lane.segments()[index + 1].begin
                                               : std::min(lane.end(), std::max(live_end, segment.begin));
    moment.state = title_text(segment.state);
    moment.range = TimeRange{segment.begin, end};
    describe_place(moment, trace, place_at(lane, time));
    const Object* object = segment.object == 0 ? nullptr : trace.find_object(segment.object);
    if (object == nullptr)
        return;
    moment.object = QString::fromStdString(object->name());
    moment.object_kind = kind_text(object->kind());
    moment.waits = is_wait(segment.state);
    if (is_wait(segment.state) && is_lock(object->kind()))
        if (const auto change = change_at(*object, time); change && change->holder != no_lane)
            moment.holder = lane_name(trace, change->holder);
}

std::optional<std::size_t> nearest_event(const Lane& lane, std::int64_t time, std::int64_t reach) {
    const EventSequence& events = lane.events();
    const std::size_t next = events.first_at(time);
    std::optional<std::size_t> nearest;
    std::int64_t least = reach;
    for (const std::size_t index : {next, next - 1}) {
        if (index >= events.size() || continues_last(events[index].kind))
            continue;
        const std::int64_t distance = std::abs(events[index].time - time);
        if (distance <= least) {
            nearest = index;
            least = distance;
        }
    }
    return nearest;
}

/// Does the same for marks alone: where there are no states, other events are told with their work.
std::optional<std::size_t> nearest_mark(const Lane& lane, std::int64_t time, std::int64_t reach) {
    const std::size_t next = lane.first_mark_at(time);
    std::optional<std::size_t> nearest;
    std::int64_t least = reach;
    for (const std::size_t index : {next, next - 1}) {
        if (index >= lane.marks().size())
            continue;
        const std::int64_t distance = std::abs(lane.marks()[index].time - time);
        if (distance <= least) {
            nearest = lane.marks()[index].event;
            least = distance;
        }
    }
    return nearest;
}

/// Says which event of the lane is nearest to `time`.
void describe_event(Moment& moment, const Trace& trace, const Lane& lane, std::int64_t time,
                    std::int64_t reach) {
    const std::optional<std::size_t> nearest =
        trace.knows_states() ? nearest_event(lane, time, reach) : nearest_mark(lane, time, reach);
    if (!nearest)
        return;
    const Event event = lane.events()[*nearest];
    moment.event = event_sentence(trace, lane, *nearest);
    if (const auto lost = lost_update_at(trace, lane, *nearest))
        moment.event += MomentWords::tr(" over %1 of %2, which it had not seen: a lost update")
                            .arg(integer_text(lost->value_lost))
                            .arg(lane_name(trace, lost->other));
    moment.line = static_cast<int>(site_line(event.site));
    moment.file = QString::fromStdString(trace.file_path(site_file(event.site)));
    moment.is_past_line = false;
}

void describe_object(Moment& moment, const Trace& trace, const Object& object, std::int64_t time,
                     std::int64_t live_end) {
    const std::size_t index = object.change_at(time);
    const std::size_t count = object.changes().size();
    if (index >= count) {
        moment.state = MomentWords::tr("not used yet");
        return;
    }
    const ObjectChange& change = object.changes()[index];
    moment.range = TimeRange{change.time(), index + 1 < count ? object.changes()[index + 1].time()
                                                              : std::max(live_end, change.time())};
    if (object.kind() == ObjectKind::variable) {
        moment.state = MomentWords::tr("value %1").arg(integer_text(change.value));
        if (const QString writer = lane_name(trace, change.holder); !writer.isEmpty())
            moment.state += MomentWords::tr(", written by %1").arg(writer);
        return;
    }
    if (is_lock(object.kind()))
        moment.state = change.holder == no_lane ? MomentWords::tr("free") : MomentWords::tr("held");
    else if (object.kind() != ObjectKind::condition)
        moment.state = MomentWords::tr("value %1")
                           .arg(count_text(static_cast<std::uint64_t>(std::max(0, change.value))));
    moment.holder = lane_name(trace, change.holder);
    if (change.waiters > 0) {
        const QString waiting = MomentWords::tr("%n waiting", nullptr, change.waiters);
        moment.state = moment.state.isEmpty() ? waiting : moment.state + QStringLiteral(", ") + waiting;
    }
}

/// Describes the lane whose life is here, or says how many are.
void describe_short_lives(Moment& moment, const TimelineSource& source, const TimelineRow& row,
                          std::int64_t time, std::int64_t reach) {
    const auto& [trace, live_end] = source;
    const std::vector<std::size_t> near = lanes_near(*trace, row, time, reach);
    if (near.size() != 1) {
        moment.state = near.empty() ? MomentWords::tr("none of them here")
                                    : MomentWords::tr("%1 of them here").arg(near.size());
        return;
    }
    const Lane& lane = trace->lane(near.front());
    moment.row = lane_name(*trace, lane.id());
    describe_lane(moment, source, lane,
                  std::clamp(time, lane.begin(), std::max(lane.begin(), lane.end() - 1)), nowhere);
    describe_event(moment, *trace, lane, time, reach);
}

/// Says how many of the process' lanes are in which state, the worst first.
void describe_process(Moment& moment, const TimelineSource& source, const TimelineRow& row,
                      std::int64_t time) {
    if (!source.trace->knows_states()) {
        const auto working = std::ranges::count_if(row.members, [&](std::size_t index) {
            return source.trace->lane(index).innermost_work_row(time) != nowhere;
        });
        moment.state = MomentWords::tr("%1 at work").arg(working);
        return;
    }
    std::array<std::size_t, state_count> counts{};
    for (const std::size_t index : row.members) {
        const Lane& lane = source.trace->lane(index);
        const std::size_t segment = lane.segment_at(time);
        if (segment < lane.segments().size() && time < lane.end())
            ++counts[static_cast<std::size_t>(lane.segments()[segment].state)];
    }
    QStringList parts;
    for (std::size_t state = state_count; state-- > 1;)
        if (counts[state] > 0)
            parts << QStringLiteral("%1 %2")
                         .arg(counts[state])
                         .arg(style_text(style_of(static_cast<LaneState>(state))));
    moment.state = parts.isEmpty() ? MomentWords::tr("none of them here") : parts.join(QStringLiteral(", "));
}

/// Lists what nobody has used.
QString unused_words(const Trace& trace, const TimelineRow& row) {
    QStringList names;
    for (const std::size_t index : row.members)
        names << QString::fromStdString(trace.object(index).name());
    return names.join(QStringLiteral(", "));
}

QString missing_words(const MissingCounts& counts) {
    QStringList parts;
    if (counts.records > 0)
        parts << (counts.records == 1
                      ? MomentWords::tr("at least 1 record")
                      : MomentWords::tr("at least %1 records").arg(count_text(counts.records)));
    if (counts.switches > 0)
        parts << (counts.switches == 1
                      ? MomentWords::tr("at least 1 switch record")
                      : MomentWords::tr("at least %1 switch records").arg(count_text(counts.switches)));
    return parts.join(QStringLiteral(", "));
}

QString place_of(const Moment& moment) {
    if (moment.file.isEmpty() || moment.line == 0)
        return {};
    const QString place = QStringLiteral("%1:%2").arg(QFileInfo(moment.file).fileName()).arg(moment.line);
    return moment.is_past_line ? MomentWords::tr("after %1").arg(place) : place;
}

/// "account A (lock)", or "counter lock" alone, as its name says what it is.
void describe_processor(Moment& moment, const Trace& trace, const Processor& processor, std::int64_t time,
                        std::int64_t live_end) {
    const std::size_t at = processor.last_at(time);
    const LaneId lane = at == nowhere ? not_known_lane : processor[at].lane;
    if (lane == not_known_lane)
        moment.state = MomentWords::tr("not known who was on it");
    else
        moment.state = lane == no_lane ? MomentWords::tr("none of the lanes") : lane_name(trace, lane);
    if (at == nowhere)
        return;
    const std::int64_t end = at + 1 < processor.size() ? processor[at + 1].begin : live_end;
    moment.range = TimeRange{processor[at].begin, std::max(end, processor[at].begin)};
}

QString object_words(const Moment& moment) {
    if (moment.object.contains(moment.object_kind, Qt::CaseInsensitive))
        return moment.object;
    return QStringLiteral("%1 (%2)").arg(moment.object, moment.object_kind);
}

} // namespace

Moment moment_at(const TimelineSource& source, const TimelineRow& row, std::int64_t time, std::int64_t reach,
                 std::size_t work_row) {
    const auto& [trace, live_end] = source;
    Moment moment;
    moment.row = row_name(*trace, row);
    switch (row.kind) {
    case TimelineRow::Kind::lane:
        describe_lane(moment, source, trace->lane(row.index), time, work_row);
        describe_event(moment, *trace, trace->lane(row.index), time, reach);
        describe_ending(moment, *trace, trace->lane(row.index), time, reach);
        break;
    case TimelineRow::Kind::object:
        describe_object(moment, *trace, trace->object(row.index), time, live_end);
        break;
    case TimelineRow::Kind::short_lives:
        describe_short_lives(moment, source, row, time, reach);
        break;
    case TimelineRow::Kind::unused:
        moment.state = unused_words(*trace, row);
        break;
    case TimelineRow::Kind::process:
        describe_process(moment, source, row, time);
        break;
    case TimelineRow::Kind::processor:
        describe_processor(moment, *trace, *trace->processor(row.index), time, live_end);
        break;
    }
    moment.missing = missing_words(missing_at(*trace, row, time, reach));
    return moment;
}

QString to_line(const Moment& moment) {
    const QString subject =
        moment.work.isEmpty() ? moment.row : QStringLiteral("%1, %2").arg(moment.row, moment.work);
    QString line = moment.state.isEmpty() ? QStringLiteral("%1: %2").arg(moment.row, moment.work)
                                          : QStringLiteral("%1: %2").arg(subject, moment.state);
    if (!moment.object.isEmpty())
        line = moment.waits
                   ? MomentWords::tr("%1: waits for %2").arg(subject, object_words(moment))
                   : MomentWords::tr("%1: %2, wants %3").arg(subject, moment.state, object_words(moment));
    if (!moment.event.isEmpty())
        line = QStringLiteral("%1: %2").arg(subject, moment.event);
    if (!moment.ending.isEmpty())
        line = QStringLiteral("%1: %2").arg(subject, moment.ending);
    const bool says_more_than_state = !moment.event.isEmpty() || !moment.ending.isEmpty();
    if (!moment.holder.isEmpty() && !says_more_than_state)
        line += MomentWords::tr(", held by %1").arg(moment.holder);
    if (!moment.guard.isEmpty())
        line += QStringLiteral(", ") + moment.guard;
    if (!moment.missing.isEmpty())
        line += MomentWords::tr(", %1 missing here").arg(moment.missing);
    if (moment.range && !says_more_than_state)
        line += MomentWords::tr(", for %1").arg(duration_text(moment.range->length()));
    if (const QString place = place_of(moment); !place.isEmpty())
        line += QStringLiteral(" (%1)").arg(place);
    return line;
}

QString to_rich_text(const Moment& moment) {
    QString rows;
    const auto add = [&rows](const QString& name, const QString& value) {
        if (!value.isEmpty())
            rows += QStringLiteral("<tr><td>%1&nbsp;</td><td>%2</td></tr>").arg(name, value.toHtmlEscaped());
    };
    add(MomentWords::tr("Event"), moment.event);
    add(MomentWords::tr("End"), moment.ending);
    add(MomentWords::tr("State"), moment.state);
    add(MomentWords::tr("Work"), moment.work);
    add(MomentWords::tr("Object"), moment.object.isEmpty() ? QString() : object_words(moment));
    add(MomentWords::tr("Held by"), moment.holder);
    add(MomentWords::tr("Guard"), moment.guard);
    if (!moment.missing.isEmpty())
        add(MomentWords::tr("Missing here"), moment.missing);
    if (moment.range) {
        add(MomentWords::tr("For"), duration_text(moment.range->length()));
        add(MomentWords::tr("From"), moment_text(moment.range->from));
    }
    add(MomentWords::tr("Source"), place_of(moment));
    return QStringLiteral("<b>%1</b><table>%2</table>").arg(moment.row.toHtmlEscaped(), rows);
}

QString summary_of(const Trace& trace, const TimeRange& range) {
    std::uint64_t events = 0;
    StateTimes sum{};
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const Lane& lane = trace.lane(index);
        events += lane.events().first_at(range.until) - lane.events().first_at(range.from);
        const StateTimes times = lane.times_between(range.from, range.until);
        for (std::size_t state = 0; state < state_count; ++state)
            sum[state] += times[state];
    }
    // Nobody is held up by a lane that waits for the others' start or end.
    for (const LaneState quiet : {LaneState::absent, LaneState::waiting_join, LaneState::waiting_start})
        sum[static_cast<std::size_t>(quiet)] = 0;
    std::vector<LaneState> states;
    for (std::size_t state = 0; state < state_count; ++state)
        if (sum[state] > 0)
            states.push_back(static_cast<LaneState>(state));
    std::ranges::stable_sort(states, std::greater(),
                             [&](LaneState state) { return sum[static_cast<std::size_t>(state)]; });
    constexpr std::size_t most_states = 4; // more would be a table
    QStringList parts{MomentWords::tr("ΔT %1").arg(duration_text(range.length())),
                      events == 1 ? MomentWords::tr("1 event")
                                  : MomentWords::tr("%1 events").arg(count_text(events))};
    for (const LaneState state : std::span(states).first(std::min(states.size(), most_states)))
        parts << QStringLiteral("%1 %2").arg(style_text(style_of(state)),
                                             duration_text(sum[static_cast<std::size_t>(state)]));
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave
