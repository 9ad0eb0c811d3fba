// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/own_processor.h"

#include <sched.h>

namespace interleave {

bool go_to_own_processor(std::uint32_t index, std::uint32_t workers) noexcept {
    cpu_set_t usable;
    if (sched_getaffinity(0, sizeof usable, &usable) != 0 ||
        workers > static_cast<unsigned>(CPU_COUNT(&usable)))
        return false;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &usable) || index-- > 0)
            continue;
        cpu_set_t only_this;
        CPU_ZERO(&only_this);
        CPU_SET(cpu, &only_this);
        sched_setaffinity(0, sizeof only_this, &only_this);
        sched_setaffinity(0, sizeof usable, &usable);
        break;
    }
    return true;
}

} // namespace interleave
