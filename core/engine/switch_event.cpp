// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/switch_event.h"

#include <cstring>
#include <ctime>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave {

namespace {

/// Describes a software event that counts nothing and carries the records that are needed: every switch of a
/// task to and from a CPU, and every end of a task.
perf_event_attr attributes(bool inherit, bool names) noexcept {
    perf_event_attr attr{};
    attr.size = sizeof attr;
    attr.type = PERF_TYPE_SOFTWARE;
    attr.config = PERF_COUNT_SW_DUMMY;
    attr.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
    attr.sample_id_all = 1;
    attr.context_switch = 1;
    attr.task = 1;
    attr.comm = names ? 1 : 0;
    attr.comm_exec = names ? 1 : 0;
    attr.inherit = inherit ? 1 : 0;
    attr.exclude_kernel = 1;
    attr.exclude_hv = 1;
    attr.use_clockid = 1;
    attr.clockid = CLOCK_MONOTONIC_RAW; // the time base of the region's clock
    attr.watermark = 1;                 // no thread sleeps on it, so no wake-up is needed at each record
    attr.wakeup_watermark = ~0U;
    return attr;
}

} // namespace

Descriptor open_switch_event(std::int32_t pid, int cpu, bool names) noexcept {
    perf_event_attr attr = attributes(cpu != any_cpu, names);
    return Descriptor(
        static_cast<int>(syscall(SYS_perf_event_open, &attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC)));
}

SampleId sample_id_of(std::span<const std::byte> body) noexcept {
    SampleId id{};
    std::memcpy(&id, body.data() + body.size() - sizeof id, sizeof id);
    return id;
}

} // namespace interleave
