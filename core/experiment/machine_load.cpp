// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/machine_load.h"

#include "core/experiment/time_check.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>

namespace interleave {

namespace {

constexpr double most_of_others = 0.2; ///< share of the processors

} // namespace

MachineLoad read_machine_load() {
    MachineLoad load;
    std::ifstream stat("/proc/stat");
    std::string name;
    // The columns are user nice system idle iowait irq softirq steal.
    std::array<double, 8> ticks{};
    if (stat >> name && name == "cpu") {
        for (double& tick : ticks)
            stat >> tick;
    }
    const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
    load.all_ms = busy * 1e3 / static_cast<double>(std::max(1L, sysconf(_SC_CLK_TCK)));
    timespec own{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
    load.own_ms = static_cast<double>(own.tv_sec) * 1e3 + static_cast<double>(own.tv_nsec) / 1e6;
    return load;
}

double processors_used_by_others(const MachineLoad& before, const MachineLoad& after, double wall_ms,
                                 double run_ms) {
    constexpr double step_ms = 10; // the resolution of /proc/stat
    if (wall_ms < 5 * step_ms)
        return 0;
    const double others =
        (after.all_ms - before.all_ms) - (after.own_ms - before.own_ms) - run_ms - 2 * step_ms;
    return std::max(0.0, others / wall_ms);
}

void doubt_disturbed_checks(std::vector<Check>& checks, double processors_of_others, int processors) {
    if (processors_of_others < most_of_others * processors)
        return;
    std::array<char, 96> why{};
    std::snprintf(why.data(), why.size(), "other programs used %.1f of the %d processors meanwhile",
                  processors_of_others, processors);
    for (Check& check : checks) {
        if (check.holds == false && is_about_time(check)) {
            check.holds.reset();
            check.decidable = false;
            check.why = why.data();
        }
    }
}

} // namespace interleave
