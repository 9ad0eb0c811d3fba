// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_cells.h"

#include "core/analysis/event_filter.h"
#include "core/analysis/event_text.h"
#include "ui/words/event_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace interleave {

namespace {

struct EventCellsWords {
    Q_DECLARE_TR_FUNCTIONS(Events)
};

bool is_of_kernel(EventKind kind) noexcept {
    return is_told_by_kernel(kind) && kind != EventKind::switches_lost;
}

Tone tone_of(const Event& event) noexcept {
    switch (event.kind) {
    case EventKind::records_lost:
    case EventKind::switches_lost:
    case EventKind::fatal_signal:
        return Tone::bad;
    case EventKind::lane_end:
        return event.detail == to_detail(LaneEndReason::exception) ? Tone::bad : Tone::plain;
    default:
        return is_of_kernel(event.kind) ? Tone::quiet : Tone::plain;
    }
}

/// Returns ms, exact to the nanosecond: all rows have one unit, so that they can be compared.
QString time_words(std::int64_t ns) {
    return QLocale().toString(static_cast<double>(ns) / 1e6, 'f', 6);
}

QString value_words(const Event& event) {
    const std::optional<std::int64_t> value = value_of(event);
    if (!value)
        return {};
    switch (event.kind) {
    case EventKind::sleep_begin:
    case EventKind::compute_begin:
    case EventKind::acquire:
        return duration_text(*value);
    case EventKind::records_lost:
        return QStringLiteral("≥ ") + integer_text(*value);
    case EventKind::switch_in:
    case EventKind::switch_out:
    case EventKind::switch_wake:
    case EventKind::task_exit:
        return EventCellsWords::tr("CPU %1").arg(*value);
    default:
        return integer_text(*value);
    }
}

QString lane_words(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? QString::fromStdString(trace.lane(lane).name())
                                     : EventCellsWords::tr("all");
}

QString object_words(const Trace& trace, ObjectId id) {
    const Object* const object = trace.find_object(id);
    return object == nullptr ? QString() : QString::fromStdString(object->name());
}

} // namespace

std::vector<Column> event_columns() {
    return {
        {EventCellsWords::tr("Time, ms"),
         EventCellsWords::tr("Since the begin of the run, exact to the nanosecond")},
        {EventCellsWords::tr("Lane"), EventCellsWords::tr("The thread or process that recorded it")},
        {EventCellsWords::tr("Event"), EventCellsWords::tr("What kind of event it is")},
        {EventCellsWords::tr("Object"), EventCellsWords::tr("The lock, queue, variable … that it is about")},
        {EventCellsWords::tr("Value"),
         EventCellsWords::tr("What was read, written or sent; how long; which processor")},
        {EventCellsWords::tr("Detail"),
         EventCellsWords::tr("What else is known of it; the line that was printed")},
        {EventCellsWords::tr("Line"), EventCellsWords::tr("Where in the source it was recorded")}};
}

std::vector<Cell> event_cells(const Trace& trace, const MergedRecord& record) {
    const Event& event = record.event;
    const Tone tone = tone_of(event);
    const auto words = [tone](const QString& text) { return Cell{.text = text, .tone = tone}; };
    const auto number = [tone](const QString& text) {
        return Cell{.text = text, .tone = tone, .number = true};
    };
    return {number(time_words(event.time)),
            words(lane_words(trace, record.lane)),
            words(kind_text(event.kind)),
            words(object_words(trace, event.object)),
            number(value_words(event)),
            words(QString::fromStdString(detail_text(trace, record))),
            words(QString::fromStdString(site_text(trace, event.site)))};
}

QString record_sentence(const Trace& trace, const MergedRecord& record) {
    if (record.lane >= trace.lane_count())
        return EventCellsWords::tr("The kernel could not deliver %1 switch records").arg(record.event.value);
    const Lane& lane = trace.lane(record.lane);
    const QString name = QString::fromStdString(lane.name());
    if (record.index != nowhere)
        return name + QLatin1Char(' ') + event_sentence(trace, lane, record.index);
    if (record.event.kind == EventKind::records_lost)
        return EventCellsWords::tr("%1 loses at least %2 records")
            .arg(name, integer_text(record.event.value));
    const QString detail = QString::fromStdString(detail_text(trace, record));
    const QString kind = name + QStringLiteral(": ") + kind_text(record.event.kind);
    return detail.isEmpty() ? kind : kind + QStringLiteral(", ") + detail;
}

} // namespace interleave
