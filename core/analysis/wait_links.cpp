// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_links.h"

namespace interleave {

namespace {

WaitLink::Moment moment_of(const MergedRecord& record) noexcept {
    return {record.lane, record.event.time, record.event.kind, record.event.site};
}

} // namespace

WaitLinks::WaitLinks(const Trace& trace)
    : trace_(trace)
    , waits_(max_lanes)
    , wakes_(max_lanes)
    , releases_(max_objects + 1)
    , receipts_(max_objects + 1)
    , takings_(max_objects + 1)
    , arrivals_(max_objects + 1)
    , starts_(max_objects + 1)
    , ends_(max_objects + 1) {}

std::optional<WaitLink> WaitLinks::take(const MergedRecord& record) {
    sent_at_.reset();
    if (record.lane >= waits_.size() || record.event.object >= releases_.size())
        return std::nullopt;
    const Event& event = record.event;
    Wait& wait = waits_[record.lane];
    std::optional<WaitLink> link;
    switch (event.kind) {
    case EventKind::lane_begin:
        if (const ObjectId worker = trace_.lane(record.lane).worker(); worker < starts_.size())
            if (const Moment start = starts_[worker]; start.lane != no_lane && worker != no_object)
                link = WaitLink{.cause = start,
                                .effect = moment_of(record),
                                .object = worker,
                                .since = start.time,
                                .is_named = true};
        break;
    case EventKind::wait_begin:
    case EventKind::forced_wait_begin:
        wait = {event.object, event.time};
        break;
    case EventKind::sleep_begin:
    case EventKind::io_begin:
    case EventKind::records_lost:
        wait = {};
        break;
    case EventKind::receive:
        link = receive(record);
        break;
    case EventKind::acquire:
    case EventKind::release:
    case EventKind::wait_end:
    case EventKind::send:
    case EventKind::joined:
    case EventKind::forced_wait_end:
        link = end_wait(record);
        break;
    default:
        break;
    }
    note_cause(record);
    // A record that came late is not in its place.
    return link && link->cause.time <= link->effect.time ? link : std::nullopt;
}

/// Returns what let the lane go on that waited until this record, if it waited for its object.
std::optional<WaitLink> WaitLinks::end_wait(const MergedRecord& record) {
    const Event& event = record.event;
    const Wait wait = waits_[record.lane];
    if (wait.object == no_object || (wait.object != event.object && event.kind != EventKind::forced_wait_end))
        return std::nullopt;
    waits_[record.lane] = {};
    const bool gave_up =
        event.kind == EventKind::release ||
        (event.kind == EventKind::wait_end && event.detail != to_detail(WaitOutcome::satisfied));
    if (gave_up)
        return std::nullopt;
    return link_of(record.lane, wait, record);
}

std::optional<WaitLink> WaitLinks::link_of(LaneId lane, const Wait& wait, const MergedRecord& record) const {
    const auto link = [&](const Moment& cause, bool is_named) {
        return WaitLink{.cause = cause,
                        .effect = moment_of(record),
                        .object = wait.object,
                        .since = wait.since,
                        .is_named = is_named};
    };
    const Wake& wake = wakes_[lane];
    const auto is_cause = [&](const Moment& moment) {
        return moment.lane != no_lane && moment.lane != lane && moment.time >= wait.since;
    };
    if (wake.object == wait.object && is_cause(wake.cause))
        return link(wake.cause, true);
    const auto last = [&]() -> const Moment& {
        switch (record.event.kind) {
        case EventKind::send:
            return receipts_[wait.object];
        case EventKind::forced_wait_end:
            return takings_[wait.object];
        case EventKind::joined:
            return ends_[wait.object];
        default:
            return releases_[wait.object];
        }
    }();
    if (is_cause(last))
        return link(last, record.event.kind == EventKind::joined);
    // Who opens a start gate waits until the last worker has come to wait there.
    const Object* const object = trace_.find_object(wait.object);
    if (object != nullptr && object->kind() == ObjectKind::start_gate && is_cause(arrivals_[wait.object]))
        return link(arrivals_[wait.object], false);
    return std::nullopt;
}

std::optional<WaitLink> WaitLinks::receive(const MergedRecord& record) {
    const Wait wait = waits_[record.lane];
    std::optional<WaitLink> link = end_wait(record);
    const auto message = messages_.find({record.event.object, record.event.value});
    if (message == messages_.end())
        return link;
    const auto since = wait.object == record.event.object ? std::optional(wait.since) : std::nullopt;
    link = WaitLink{.cause = message->second,
                    .effect = moment_of(record),
                    .object = record.event.object,
                    .message = record.event.value,
                    .since = since,
                    .is_named = true};
    messages_.erase(message);
    sent_at_ = link->cause.time;
    return link->cause.lane != record.lane ? link : std::nullopt;
}

void WaitLinks::note_woken(std::uint64_t lane, const MergedRecord& record, const Moment& cause) {
    if (lane < wakes_.size())
        wakes_[lane] = {record.event.object, cause};
}

void WaitLinks::note_cause(const MergedRecord& record) {
    const Event& event = record.event;
    const Moment cause = moment_of(record);
    switch (event.kind) {
    case EventKind::release:
        releases_[event.object] = cause;
        if (const auto woken = static_cast<std::uint64_t>(event.value);
            woken != woken::one_of_those_that_wait && woken != woken::nobody)
            note_woken(woken - 1, record, cause);
        break;
    case EventKind::notify:
        releases_[event.object] = cause;
        if (event.detail != 0)
            note_woken(event.detail - 1U, record, cause);
        break;
    case EventKind::wake:
        note_woken(static_cast<std::uint64_t>(event.value), record, cause);
        break;
    case EventKind::send:
        releases_[event.object] = cause;
        if (messages_.size() < most_messages)
            messages_[{event.object, event.value}] = cause;
        else
            ++forgotten_messages_;
        break;
    case EventKind::receive:
        receipts_[event.object] = cause;
        break;
    case EventKind::wait_begin:
        arrivals_[event.object] = cause;
        break;
    case EventKind::completed:
        releases_[event.object] = cause;
        break;
    case EventKind::acquire:
        takings_[event.object] = cause;
        break;
    case EventKind::start:
        starts_[event.object] = cause;
        break;
    case EventKind::lane_end:
    case EventKind::fatal_signal:
        if (const ObjectId worker = trace_.lane(record.lane).worker(); worker < ends_.size())
            ends_[worker] = cause;
        break;
    default:
        break;
    }
}

} // namespace interleave
