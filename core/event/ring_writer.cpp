// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/ring_writer.h"

namespace interleave {

bool RingWriter::make_room() noexcept {
    if (control_ == nullptr)
        return false; // not recording, so nothing is lost
    seen_tail_ = control_->tail.load(std::memory_order_acquire);
    if (head_ - seen_tail_ < capacity_)
        return true;
    // There is one producer, so a load and a store are enough. An atomic addition would cost twenty times as
    // much.
    control_->dropped.store(control_->dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return false;
}

} // namespace interleave
