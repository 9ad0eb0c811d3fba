// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/switch_counts.h"

namespace interleave {

namespace {

/// Whether the lane is, or was until then, on the processor that the kernel's record names.
constexpr bool names_own_processor(SwitchKind kind) noexcept {
    switch (kind) {
    case SwitchKind::in:
    case SwitchKind::seen:
    case SwitchKind::out_preempted:
    case SwitchKind::out_blocked:
    case SwitchKind::out_uninterruptible:
        return true;
    default:
        return false;
    }
}

/// Returns where the lane was before the switch of this index; unknown_cpu if that is not known.
std::uint16_t processor_before(const SwitchSequence& switches, std::size_t index) noexcept {
    while (index-- > 0) {
        const CpuSwitch one = switches[index];
        if (one.kind == SwitchKind::unknown)
            break;
        if (names_own_processor(one.kind) && one.cpu != unknown_cpu)
            return one.cpu;
    }
    return unknown_cpu;
}

} // namespace

SwitchCounts switch_counts(const Lane& lane, std::int64_t from, std::int64_t until) {
    const SwitchSequence& switches = lane.switches();
    const std::size_t first = switches.first_at(from);
    const std::size_t last = switches.first_at(until, first);
    SwitchCounts counts;
    std::uint16_t processor = processor_before(switches, first);
    for (std::size_t i = first; i < last; ++i) {
        const CpuSwitch one = switches[i];
        if (one.kind == SwitchKind::unknown) {
            processor = unknown_cpu;
            continue;
        }
        if (!names_own_processor(one.kind))
            continue;
        if (one.kind != SwitchKind::in && one.kind != SwitchKind::seen) {
            ++counts.switches;
            counts.preemptions += one.kind == SwitchKind::out_preempted ? 1 : 0;
        } else if (processor != unknown_cpu && one.cpu != unknown_cpu && one.cpu != processor) {
            ++counts.migrations;
        }
        if (one.cpu != unknown_cpu)
            processor = one.cpu;
    }
    return counts;
}

} // namespace interleave
