// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/event_words.h"

#include "core/analysis/event_text.h"
#include "core/event/acquire_detail.h"
#include "core/trace/process_exit.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct EventWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

QString object_name(const Trace& trace, const Event& event) {
    const Object* const object = trace.find_object(event.object);
    return object == nullptr ? QString() : QString::fromStdString(object->name());
}

/// Returns the name of the lane with this number + 1, as events have it; empty if there is none.
QString woken_name(const Trace& trace, std::uint64_t number) {
    return number > 0 && number <= trace.lane_count() ? QString::fromStdString(trace.lane(number - 1).name())
                                                      : QString();
}

QString wake_words(const QString& name, const QString& woken) {
    return woken.isEmpty() ? EventWords::tr("wakes one that waits for %1").arg(name)
                           : EventWords::tr("wakes %1, which waits for %2").arg(woken, name);
}

QString release_words(const QString& name, std::uint16_t reason, const QString& woken) {
    if (!woken.isEmpty())
        return EventWords::tr("releases %1 and wakes %2").arg(name, woken);
    switch (static_cast<ReleaseReason>(reason)) {
    case ReleaseReason::forced:
        return EventWords::tr("gives up %1 because another thread asked for it").arg(name);
    case ReleaseReason::blocking_call:
        return EventWords::tr("gives up %1 for a call that may block").arg(name);
    case ReleaseReason::last:
        return EventWords::tr("gives up %1 for good").arg(name);
    case ReleaseReason::voluntary:
        break;
    }
    return EventWords::tr("releases %1").arg(name);
}

QString wait_end_words(const QString& name, std::uint16_t outcome) {
    switch (static_cast<WaitOutcome>(outcome)) {
    case WaitOutcome::timed_out:
        return EventWords::tr("gives up waiting for %1: its time is over").arg(name);
    case WaitOutcome::stopped:
        return EventWords::tr("gives up waiting for %1: the run is stopped").arg(name);
    case WaitOutcome::failed:
        return EventWords::tr("gives up waiting for %1: it failed").arg(name);
    case WaitOutcome::satisfied:
        break;
    }
    return EventWords::tr("has waited for %1").arg(name);
}

QString completed_words(const QString& name, std::uint16_t outcome) {
    switch (static_cast<FutureOutcome>(outcome)) {
    case FutureOutcome::exception:
        return EventWords::tr("ends %1 with an exception").arg(name);
    case FutureOutcome::cancelled:
        return EventWords::tr("cancels %1").arg(name);
    case FutureOutcome::broken:
        return EventWords::tr("leaves %1 without a result").arg(name);
    case FutureOutcome::result:
        break;
    }
    return EventWords::tr("gives %1 its result").arg(name);
}

} // namespace

QString printed_words(const EventSequence& events, std::size_t index) {
    return QString::fromStdString(printed_text(events, index));
}

bool is_shown_by_bars(const Event& event) noexcept {
    switch (event.kind) {
    case EventKind::read:
    case EventKind::write:
    case EventKind::set_value:
    case EventKind::mark:
    case EventKind::print:
    case EventKind::send:
    case EventKind::receive:
    case EventKind::submit:
    case EventKind::notify:
    case EventKind::start:
    case EventKind::interval_elapsed:
    case EventKind::drop_request:
    case EventKind::completed:
        return false;
    case EventKind::release:
        return event.detail != to_detail(ReleaseReason::forced);
    default:
        return true;
    }
}

QString mark_words(const Trace& trace, const Lane& lane, std::size_t index) {
    const Event event = lane.events()[index];
    if (is_shown_by_bars(event))
        return {};
    switch (event.kind) {
    case EventKind::read:
        return EventWords::tr("R %1", "reads this value").arg(integer_text(event.value));
    case EventKind::write:
        return EventWords::tr("W %1", "writes this value").arg(integer_text(event.value));
    case EventKind::set_value:
        // How many have come to a barrier its own row says, and no lane has set it.
        if (const Object* const object = trace.find_object(event.object);
            object != nullptr && object->kind() == ObjectKind::barrier)
            return {};
        return QStringLiteral("= %1").arg(integer_text(event.value));
    case EventKind::mark:
        return object_name(trace, event);
    case EventKind::print:
        return printed_words(lane.events(), index);
    case EventKind::send:
        return EventWords::tr("send %1").arg(integer_text(event.value));
    case EventKind::receive:
        return EventWords::tr("receive %1").arg(integer_text(event.value));
    case EventKind::submit:
        return EventWords::tr("submit #%1").arg(integer_text(event.value));
    case EventKind::notify:
        return EventWords::tr("notify");
    case EventKind::start:
        return EventWords::tr("start");
    case EventKind::interval_elapsed:
        return EventWords::tr("interval over");
    case EventKind::drop_request:
        return EventWords::tr("asks for the GIL");
    case EventKind::release:
        return EventWords::tr("forced");
    case EventKind::completed:
        switch (static_cast<FutureOutcome>(event.detail)) {
        case FutureOutcome::exception:
            return EventWords::tr("exception");
        case FutureOutcome::cancelled:
            return EventWords::tr("cancelled");
        case FutureOutcome::broken:
            return EventWords::tr("no result");
        case FutureOutcome::result:
            break;
        }
        return EventWords::tr("result");
    default:
        return {};
    }
}

QString event_sentence(const Trace& trace, const Lane& lane, std::size_t index) {
    const Event event = lane.events()[index];
    const QString name = object_name(trace, event);
    const QString value = integer_text(event.value);
    switch (event.kind) {
    case EventKind::lane_begin:
        return EventWords::tr("begins");
    case EventKind::lane_end:
        if (event.detail != to_detail(LaneEndReason::exception))
            return EventWords::tr("ends");
        return name.isEmpty() ? EventWords::tr("ends by an exception")
                              : EventWords::tr("ends by an exception: %1").arg(name);
    case EventKind::fatal_signal:
        return EventWords::tr("gets %1").arg(QString::fromStdString(signal_text(event.detail)));
    case EventKind::start:
        return EventWords::tr("starts %1").arg(name);
    case EventKind::joined:
        return EventWords::tr("has joined %1").arg(name);
    case EventKind::wait_begin:
        return EventWords::tr("wants %1").arg(name);
    case EventKind::wait_end:
        return wait_end_words(name, event.detail);
    case EventKind::acquire:
        return (has_flag(event.detail, AcquireDetail::as_reader)   ? EventWords::tr("gets %1 for reading")
                : has_flag(event.detail, AcquireDetail::as_writer) ? EventWords::tr("gets %1 for writing")
                                                                   : EventWords::tr("gets %1"))
            .arg(name);
    case EventKind::release:
        return release_words(name, event.detail, woken_name(trace, static_cast<std::uint64_t>(event.value)));
    case EventKind::notify:
        if (event.detail != 0)
            return wake_words(name, woken_name(trace, event.detail));
        return EventWords::tr("notifies %1").arg(name);
    case EventKind::wake:
        return wake_words(name, woken_name(trace, static_cast<std::uint64_t>(event.value) + 1));
    case EventKind::set_value:
        return EventWords::tr("%1 is now %2").arg(name, value);
    case EventKind::sleep_begin:
        return EventWords::tr("goes to sleep for %1").arg(duration_text(event.value));
    case EventKind::sleep_end:
        return EventWords::tr("has slept");
    case EventKind::io_begin:
        return EventWords::tr("begins input or output");
    case EventKind::io_end:
        return EventWords::tr("ends input or output");
    case EventKind::compute_begin:
        return EventWords::tr("computes for %1").arg(duration_text(event.value));
    case EventKind::compute_end:
        return EventWords::tr("has computed");
    case EventKind::interval_elapsed:
        return EventWords::tr("has waited for the whole interval for %1").arg(name);
    case EventKind::drop_request:
        return EventWords::tr("asks the holder to give up %1").arg(name);
    case EventKind::forced_wait_begin:
        return EventWords::tr("waits until another thread has taken %1").arg(name);
    case EventKind::forced_wait_end:
        return EventWords::tr("sees that another thread has taken %1").arg(name);
    case EventKind::send:
        return EventWords::tr("sends %1 to %2").arg(value, name);
    case EventKind::receive:
        return EventWords::tr("receives %1 from %2").arg(value, name);
    case EventKind::submit:
        return EventWords::tr("submits task %1 to %2").arg(value, name);
    case EventKind::task_begin:
        return EventWords::tr("begins task %1 of %2").arg(value, name);
    case EventKind::task_end:
        return EventWords::tr("ends task %1 of %2").arg(value, name);
    case EventKind::completed:
        return completed_words(name, event.detail);
    case EventKind::read:
        return EventWords::tr("reads %1 from %2").arg(value, name);
    case EventKind::write:
        return EventWords::tr("writes %1 to %2").arg(value, name);
    case EventKind::work_begin:
        return EventWords::tr("begins: %1").arg(name);
    case EventKind::work_end:
        return EventWords::tr("has done: %1").arg(name);
    case EventKind::mark:
        return EventWords::tr("marks: %1, %2").arg(name, value);
    case EventKind::print:
        return EventWords::tr("prints “%1”").arg(printed_words(lane.events(), index));
    case EventKind::records_lost:
        return EventWords::tr("loses at least %1 records").arg(value);
    default:
        return kind_text(event.kind);
    }
}

QString lost_update_words(const LostUpdate& lost) {
    if (lost.value_lost == lost.value_written)
        return EventWords::tr("lost update: both read %1, both wrote %2")
            .arg(integer_text(lost.value_read))
            .arg(integer_text(lost.value_written));
    return EventWords::tr("lost update: %1 written over %2, which was not seen")
        .arg(integer_text(lost.value_written))
        .arg(integer_text(lost.value_lost));
}

} // namespace interleave
