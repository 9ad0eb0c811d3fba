// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/ring_reader.h"

namespace interleave {

std::uint64_t RingReader::published() noexcept {
    const std::uint64_t head = control_->head.load(std::memory_order_acquire);
    const std::uint64_t available = head - tail_;
    if (available <= capacity_) [[likely]]
        return available;
    // A correct producer never writes such a head. Each one is counted once and nothing is read; reading
    // continues when the head is possible again.
    if (head != impossible_head_) {
        impossible_head_ = head;
        ++bad_;
    }
    return 0;
}

} // namespace interleave
