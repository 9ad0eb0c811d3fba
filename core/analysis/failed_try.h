// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a try that failed at once from a wait: in the records it is one, of next to no time.
#pragma once

#include "core/trace/event.h"

#include <cstdint>

namespace interleave {

/// Whether the event ends what began at `since` as a try that failed at once. A failed try takes two records,
/// and whoever blocks in the kernel is away for longer than a microsecond.
constexpr bool is_failed_try(const Event& event, std::int64_t since) noexcept {
    return event.kind == EventKind::wait_end && event.detail == to_detail(WaitOutcome::failed) &&
           event.time - since < 1'000;
}

} // namespace interleave
