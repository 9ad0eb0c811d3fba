// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/fixed_priority.h"

#include <sched.h>

namespace interleave {

namespace {

void go_to_last_processor() noexcept {
    cpu_set_t usable;
    if (sched_getaffinity(0, sizeof usable, &usable) != 0)
        return;
    for (int cpu = CPU_SETSIZE - 1; cpu >= 0; --cpu) {
        if (!CPU_ISSET(cpu, &usable))
            continue;
        cpu_set_t only_this;
        CPU_ZERO(&only_this);
        CPU_SET(cpu, &only_this);
        sched_setaffinity(0, sizeof only_this, &only_this);
        return;
    }
}

} // namespace

bool compete_with_fixed_priority(int level) noexcept {
    go_to_last_processor();
    sched_param parameters{};
    parameters.sched_priority = level;
    return sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &parameters) == 0;
}

} // namespace interleave
