// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/clock_description.h"

#include "core/event/clock_converter.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace interleave {

namespace {

bool processor_has_invariant_tsc() noexcept {
#if defined(__x86_64__)
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    // Leaf 0x80000007, EDX bit 8: the TSC runs at one rate in all power states (Intel SDM, volume
    // 3, 18.17.1).
    return __get_cpuid(0x80000007U, &a, &b, &c, &d) != 0 && (d & (1U << 8U)) != 0;
#else
    return false;
#endif
}

bool kernel_uses_tsc() {
    std::ifstream file("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    std::string name;
    return std::getline(file, name) && name == "tsc";
}

} // namespace

ClockSource best_clock_source() {
    // The kernel compares the TSC with other clocks and drops it when it is unreliable. The flag alone is not
    // enough: a virtual machine may show it although its TSC jumps on migration.
    static const ClockSource source =
        processor_has_invariant_tsc() && kernel_uses_tsc() ? ClockSource::tsc : ClockSource::monotonic_raw;
    return source;
}

const char* name_of(ClockSource source) noexcept {
    return source == ClockSource::tsc ? "tsc" : "clock_monotonic_raw";
}

ClockDescription describe_clock(ClockSource source) {
    const ClockConverter converter(source);
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t last = read_ticks(source);
    for (int i = 0; i < 1000; ++i) {
        const std::uint64_t now = read_ticks(source);
        if (now > last)
            least = std::min(least, now - last);
        last = now;
    }
    return {source, 1.0 / converter.ns_per_tick(), static_cast<double>(least) * converter.ns_per_tick()};
}

} // namespace interleave
