#include "core/work/worker.h"

#include "core/sync/hand_over.h"
#include "core/sync/stopped.h"
#include "core/work/compute.h"

#include <algorithm>

namespace interleave {

void Worker::compute(std::uint64_t units, std::source_location where) {
    constexpr std::uint64_t units_between_safe_points = 200;
    auto rest = static_cast<std::uint64_t>(static_cast<double>(units) * cost_factor_);
    while (rest > 0) {
        const std::uint64_t now = std::min(rest, units_between_safe_points);
        number_ = compute_units(now, number_);
        rest -= now;
        safe_point(where);
    }
}

void Worker::compute_ms(double ms, std::source_location where) {
    compute(units_for_ms(ms), where);
}

void Worker::safe_point(std::source_location where) {
    if (gil_ != nullptr) {
        gil_->safe_point(where);
    } else {
        hand_over(Operation::safe_point, no_object);
        throw_if_stopped();
    }
}

} // namespace interleave
