// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/run_info.h"

namespace interleave {

const char* name_of(Ended ended) noexcept {
    switch (ended) {
    case Ended::finished:
        return "finished";
    case Ended::stopped:
        return "stopped";
    case Ended::time_limit:
        return "time limit";
    case Ended::crashed:
        return "crashed";
    case Ended::deadlock:
        return "deadlock";
    }
    return "?";
}

} // namespace interleave
