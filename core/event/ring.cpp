// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/ring.h"

namespace interleave {

bool RingWriter::make_room() noexcept {
    if (control_ == nullptr)
        return false; // not recording: nothing is lost
    seen_tail_ = control_->tail.load(std::memory_order_acquire);
    if (head_ - seen_tail_ < capacity_)
        return true;
    // One producer, so a load and a store do; an atomic addition would cost twenty times as much.
    control_->dropped.store(control_->dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return false;
}

std::uint64_t RingReader::published() noexcept {
    const std::uint64_t head = control_->head.load(std::memory_order_acquire);
    const std::uint64_t available = head - tail_;
    if (available <= capacity_) [[likely]]
        return available;
    // No honest producer gets there. Count each such head once, read nothing, and go on if it becomes
    // possible again.
    if (head != impossible_head_) {
        impossible_head_ = head;
        ++bad_;
    }
    return 0;
}

} // namespace interleave
