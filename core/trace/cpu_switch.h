// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel reported about a lane's thread at one moment: put on a CPU, taken off it, or ended.
#pragma once

#include "core/event/record.h"

#include <cstdint>

namespace interleave {

enum class SwitchKind : std::uint8_t {
    in,            ///< put on the CPU
    out_preempted, ///< taken off while it could run
    out_blocked,   ///< went off because it had to wait
    exit,          ///< the kernel ended the thread
};

/// Stands for every CPU number that is too large to store.
inline constexpr std::uint16_t unknown_cpu = 0x3fff;

struct CpuSwitch {
    std::int64_t time; ///< ns since the session's origin
    SwitchKind kind;
    std::uint16_t cpu; ///< at most unknown_cpu

    bool operator==(const CpuSwitch&) const = default;
};

/// Converts a record of a kind from switch_in to task_exit. Its value, the CPU, may be any number.
constexpr CpuSwitch switch_of(const TimedRecord& record) noexcept {
    const auto cpu = static_cast<std::uint16_t>(record.value < unknown_cpu ? record.value : unknown_cpu);
    if (record.kind == EventKind::task_exit)
        return {record.time, SwitchKind::exit, cpu};
    if (record.kind == EventKind::switch_in)
        return {record.time, SwitchKind::in, cpu};
    return {record.time, record.detail != 0 ? SwitchKind::out_preempted : SwitchKind::out_blocked, cpu};
}

} // namespace interleave
