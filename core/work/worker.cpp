// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/worker.h"

#include "core/work/compute.h"

namespace interleave {

void Worker::compute_ms(double ms, std::source_location where) {
    interleave::compute_ms(ms * cost_factor_, where);
}

void Worker::safe_point(std::source_location where) {
    interleave::safe_point(where);
}

} // namespace interleave
