// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/wait_queue.h"

#include "core/event/error.h"

#include <string>

namespace interleave {

WaitQueue::Place WaitQueue::enter(Tag tag) {
    std::uint16_t place = first_free_;
    if (place != 0)
        first_free_ = slot(place).next;
    else if (used_ < most_waiters)
        place = ++used_;
    else
        throw RunError("more than " + std::to_string(most_waiters) + " workers wait for one object");
    Slot& entered = slot(place);
    entered.word.store(waiting, std::memory_order_relaxed);
    entered.next = 0;
    entered.tag = tag;
    entered.lane = Recorder::of_this_thread().lane();
    if (last_ == 0)
        first_ = place;
    else
        slot(last_).next = place;
    last_ = place;
    ++size_;
    return place;
}

bool WaitQueue::leave(Place place) noexcept {
    Slot& left = slot(place);
    const bool still_waits = left.word.load(std::memory_order_relaxed) == waiting;
    if (still_waits)
        unlink(place);
    left.next = first_free_;
    first_free_ = static_cast<std::uint16_t>(place);
    return still_waits;
}

void WaitQueue::call(Place place) noexcept {
    unlink(place);
    std::atomic<std::uint32_t>& word = slot(place).word;
    word.store(called, std::memory_order_release);
    futex_wake(word, 1);
}

WaitQueue::Place WaitQueue::first(Tag tag) const noexcept {
    Place place = first_;
    while (place != 0 && slot(place).tag != tag)
        place = slot(place).next;
    return place;
}

void WaitQueue::unlink(Place place) noexcept {
    std::uint16_t before = 0;
    for (std::uint16_t at = first_; at != place; at = slot(at).next)
        before = at;
    const std::uint16_t after = slot(place).next;
    (before == 0 ? first_ : slot(before).next) = after;
    if (last_ == place)
        last_ = before;
    --size_;
}

} // namespace interleave
