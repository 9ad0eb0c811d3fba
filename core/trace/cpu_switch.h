// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel reported about a lane's thread at one moment: put on a CPU, taken off it, woken, or ended.
#pragma once

#include "core/event/record.h"

#include <cstdint>

namespace interleave {

enum class SwitchKind : std::uint8_t {
    in,                  ///< put on the CPU
    out_preempted,       ///< taken off while it could run
    out_blocked,         ///< went off because it had to wait
    exit,                ///< the kernel ended the thread
    out_uninterruptible, ///< went off because it had to wait in the kernel, where no signal ends the wait
    wake,                ///< made ready; it slept, unless it was on a CPU and did not get to sleep
    wake_started,        ///< made ready for the first time: it has never been on a CPU
    seen,                ///< was on the CPU then; when it was put there is not known
    unknown,             ///< a record is missing: nothing is known of it from here on
    appears,             ///< the first that is known of the thread; its lane has no event of its own
};

/// Stands for every CPU number that is too large to store.
inline constexpr std::uint16_t unknown_cpu = 0xfff;

struct CpuSwitch {
    std::int64_t time; ///< ns since the session's origin
    SwitchKind kind;
    std::uint16_t cpu; ///< at most unknown_cpu

    bool operator==(const CpuSwitch&) const = default;
};

/// Returns what a record of the kernel says, of any kind but switches_lost and task_named.
constexpr SwitchKind switch_kind_of(EventKind kind, std::uint16_t detail) noexcept {
    switch (kind) {
    case EventKind::switch_in:
        return detail == to_detail(SwitchInDetail::seen) ? SwitchKind::seen : SwitchKind::in;
    case EventKind::task_exit:
        return SwitchKind::exit;
    case EventKind::switch_wake:
        return detail == to_detail(WakeDetail::started) ? SwitchKind::wake_started : SwitchKind::wake;
    case EventKind::switch_unknown:
        return SwitchKind::unknown;
    case EventKind::task_appears:
        return SwitchKind::appears;
    default:
        break;
    }
    if (detail == to_detail(SwitchOutDetail::blocked))
        return SwitchKind::out_blocked;
    return detail == to_detail(SwitchOutDetail::uninterruptible) ? SwitchKind::out_uninterruptible
                                                                 : SwitchKind::out_preempted;
}

/// Converts such a record. Its value, the CPU, may be any number.
constexpr CpuSwitch switch_of(const TimedRecord& record) noexcept {
    const auto cpu = static_cast<std::uint16_t>(record.value < unknown_cpu ? record.value : unknown_cpu);
    return {record.time, switch_kind_of(record.kind, record.detail), cpu};
}

/// What a record of the kernel has for a switch: the other way round than switch_kind_of().
struct KernelEvent {
    EventKind kind;
    std::uint16_t detail;
};
constexpr KernelEvent kernel_event_of(SwitchKind kind) noexcept {
    switch (kind) {
    case SwitchKind::in:
        return {EventKind::switch_in, to_detail(SwitchInDetail::put)};
    case SwitchKind::seen:
        return {EventKind::switch_in, to_detail(SwitchInDetail::seen)};
    case SwitchKind::out_preempted:
        return {EventKind::switch_out, to_detail(SwitchOutDetail::preempted)};
    case SwitchKind::out_blocked:
        return {EventKind::switch_out, to_detail(SwitchOutDetail::blocked)};
    case SwitchKind::out_uninterruptible:
        return {EventKind::switch_out, to_detail(SwitchOutDetail::uninterruptible)};
    case SwitchKind::exit:
        return {EventKind::task_exit, 0};
    case SwitchKind::wake:
        return {EventKind::switch_wake, to_detail(WakeDetail::woken)};
    case SwitchKind::wake_started:
        return {EventKind::switch_wake, to_detail(WakeDetail::started)};
    case SwitchKind::unknown:
        return {EventKind::switch_unknown, 0};
    case SwitchKind::appears:
        break;
    }
    return {EventKind::task_appears, 0};
}

} // namespace interleave
