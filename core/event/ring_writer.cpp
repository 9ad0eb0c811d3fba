// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/ring_writer.h"

namespace interleave {

bool RingWriter::make_room(std::uint64_t time) noexcept {
    if (control_ == nullptr)
        return false; // not recording, so nothing is lost
    const std::uint64_t tail = control_->tail.load(std::memory_order_acquire);
    const std::uint64_t used = head_ - tail;
    // There is one producer, so loads and stores are enough. An atomic addition would cost twenty times as
    // much.
    const std::uint64_t dropped = control_->dropped.load(std::memory_order_relaxed);
    if (dropped == control_->told.load(std::memory_order_relaxed)) {
        if (used < capacity_) {
            seen_tail_ = tail;
            return true;
        }
        control_->lost_since.store(time, std::memory_order_relaxed);
    } else if (used < capacity_ - 1) { // room for the record that tells the loss, and for the next one
        seen_tail_ = tail;
        control_->told.store(dropped, std::memory_order_relaxed);
        push(control_->lost_since.load(std::memory_order_relaxed), EventKind::records_lost, no_object,
             dropped, 0, 0);
        return true;
    }
    // The reader that sees this number also sees the time, and all records before the loss.
    control_->dropped.store(dropped + 1, std::memory_order_release);
    return false;
}

} // namespace interleave
