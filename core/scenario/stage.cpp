// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/stage.h"

#include <sched.h>
#include <thread>

namespace interleave {

int Stage::usable_cpus() {
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    if (sched_getaffinity(0, sizeof(cpus), &cpus) == 0)
        return CPU_COUNT(&cpus);
    // The machine has more processors than the set has bits, so affinity does not limit this run.
    return static_cast<int>(std::thread::hardware_concurrency());
}

} // namespace interleave
