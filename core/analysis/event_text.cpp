// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/event_text.h"

#include "core/event/acquire_detail.h"
#include "core/event/printable_text.h"
#include "core/trace/process_exit.h"

namespace interleave {

namespace {

/// Returns "wakes worker 2" for a number that is a lane's + 1, empty if there is no such lane.
std::string wakes_text(const Trace& trace, std::uint64_t number) {
    return number > 0 && number <= trace.lane_count() ? "wakes " + trace.lane(number - 1).name() : "";
}

std::string joined_with_comma(const std::string& first, const std::string& second) {
    return first.empty() || second.empty() ? first + second : first + ", " + second;
}

std::string acquire_text(std::uint16_t detail) {
    const char* const role = has_flag(detail, AcquireDetail::as_reader)   ? "as a reader"
                             : has_flag(detail, AcquireDetail::as_writer) ? "as a writer"
                                                                          : "";
    const bool was_tried = has_flag(detail, AcquireDetail::tried);
    return std::string(was_tried ? "by a try" : "") + (was_tried && *role != 0 ? ", " : "") + role;
}

std::string wait_text(std::uint16_t detail) {
    const auto kind = static_cast<WaitDetail>(detail & ~wait_is_timed);
    const char* const text = kind == WaitDetail::shared      ? "shared"
                             : kind == WaitDetail::reacquire ? "again"
                                                             : "";
    return joined_with_comma(text, (detail & wait_is_timed) != 0 ? "with a limit of time" : "");
}

const char* outcome_text(WaitOutcome outcome) noexcept {
    switch (outcome) {
    case WaitOutcome::timed_out:
        return "timed out";
    case WaitOutcome::stopped:
        return "stopped";
    case WaitOutcome::failed:
        return "failed";
    case WaitOutcome::satisfied:
        break;
    }
    return "satisfied";
}

std::string release_text(const Trace& trace, const Event& event) {
    const auto reason = [&event] {
        switch (static_cast<ReleaseReason>(event.detail)) {
        case ReleaseReason::forced:
            return "forced";
        case ReleaseReason::blocking_call:
            return "for a call that may block";
        case ReleaseReason::last:
            return "for good";
        case ReleaseReason::voluntary:
            break;
        }
        return "";
    };
    return joined_with_comma(reason(), wakes_text(trace, static_cast<std::uint64_t>(event.value)));
}

const char* completed_text(FutureOutcome outcome) noexcept {
    switch (outcome) {
    case FutureOutcome::exception:
        return "exception";
    case FutureOutcome::cancelled:
        return "cancelled";
    case FutureOutcome::broken:
        return "no result";
    case FutureOutcome::result:
        break;
    }
    return "result";
}

/// Removes the begin of a letter of several bytes at the end.
void remove_cut_letter(std::string& bytes) {
    std::size_t begin = bytes.size();
    while (begin > 0 && bytes.size() - begin < 3 &&
           (static_cast<std::uint8_t>(bytes[begin - 1]) & 0xc0U) == 0x80U)
        --begin;
    if (begin == 0 || static_cast<std::uint8_t>(bytes[begin - 1]) < 0x80)
        return;
    --begin;
    if (utf8_length(std::string_view(bytes).substr(begin)) == 0)
        bytes.resize(begin);
}

} // namespace

std::string printed_text(const EventSequence& events, std::size_t index) {
    // A file may hold any number of continuations.
    constexpr std::size_t most_bytes = 4096;
    std::string bytes;
    bool is_whole = false;
    for (std::size_t at = index; at < events.size() && !is_whole && bytes.size() < most_bytes; ++at) {
        const Event event = events[at];
        if (at > index && event.kind != EventKind::print_more)
            break;
        const auto value = static_cast<std::uint64_t>(event.value);
        for (unsigned shift = 0; shift < 64 && !is_whole; shift += 8) {
            const auto byte = static_cast<std::uint8_t>(value >> shift);
            is_whole = byte == 0;
            if (!is_whole)
                bytes += byte >= 0x20 ? static_cast<char>(byte) : ' ';
        }
    }
    const bool may_be_cut = bytes.size() >= most_printed_bytes;
    remove_cut_letter(bytes);
    return may_be_cut ? bytes + "…" : bytes;
}

std::optional<std::int64_t> value_of(const Event& event) noexcept {
    switch (event.kind) {
    case EventKind::joined:
    case EventKind::notify:
    case EventKind::set_value:
    case EventKind::sleep_begin:
    case EventKind::io_begin:
    case EventKind::io_end:
    case EventKind::compute_begin:
    case EventKind::send:
    case EventKind::receive:
    case EventKind::submit:
    case EventKind::task_begin:
    case EventKind::task_end:
    case EventKind::completed:
    case EventKind::read:
    case EventKind::write:
    case EventKind::mark:
    case EventKind::records_lost:
    case EventKind::switches_lost:
        return event.value;
    case EventKind::switch_in:
    case EventKind::switch_out:
    case EventKind::task_exit:
    case EventKind::switch_wake:
        return event.value == unknown_cpu ? std::nullopt : std::optional(event.value);
    case EventKind::acquire: // most are not measured
        return event.value == 0 ? std::nullopt : std::optional(event.value);
    default:
        return std::nullopt;
    }
}

std::string detail_text(const Trace& trace, const MergedRecord& record) {
    const Event& event = record.event;
    switch (event.kind) {
    case EventKind::lane_end:
        return event.detail == to_detail(LaneEndReason::exception) ? "by an exception" : "";
    case EventKind::fatal_signal:
        return signal_text(event.detail);
    case EventKind::joined:
        return event.detail != 0 ? signal_text(event.detail) : "";
    case EventKind::acquire:
        return acquire_text(event.detail);
    case EventKind::wait_begin:
        return wait_text(event.detail);
    case EventKind::wait_end:
        return outcome_text(static_cast<WaitOutcome>(event.detail));
    case EventKind::release:
        return release_text(trace, event);
    case EventKind::notify:
        return wakes_text(trace, event.detail);
    case EventKind::wake:
        return wakes_text(trace, static_cast<std::uint64_t>(event.value) + 1);
    case EventKind::send:
    case EventKind::receive:
        return event.detail == wakes_a_waiter ? "wakes one that waits" : "";
    case EventKind::completed:
        return completed_text(static_cast<FutureOutcome>(event.detail));
    case EventKind::print:
        return printed_text(trace.lane(record.lane).events(), record.index);
    case EventKind::switch_out:
        if (event.detail == to_detail(SwitchOutDetail::preempted))
            return "could run";
        return event.detail == to_detail(SwitchOutDetail::uninterruptible) ? "had to wait, uninterruptibly"
                                                                           : "had to wait";
    case EventKind::switch_wake:
        return event.detail == to_detail(WakeDetail::started) ? "for the first time" : "";
    case EventKind::records_lost:
        return "at least, until the lane's next event";
    case EventKind::switches_lost:
        return "of all lanes";
    default:
        return "";
    }
}

} // namespace interleave
