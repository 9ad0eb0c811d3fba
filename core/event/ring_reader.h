// SPDX-License-Identifier: GPL-3.0-or-later
// The collector's end of a ring. It trusts nothing in the ring.
#pragma once

#include "core/event/record.h"
#include "core/event/ring_control.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>

namespace interleave {

/// Only one thread uses it. It trusts nothing that it reads: its own position, within the ring, is the only
/// index that it uses.
class RingReader {
public:
    /// Reads on from where the reader of the ring's last lane stopped. A writer that changed that loses its
    /// own records, or those of the ring's next lane, as it could by the ring's head.
    RingReader(RingControl& control, const Record* records, std::uint64_t capacity) noexcept
        : control_(&control)
        , slots_(records)
        , capacity_(capacity)
        , tail_(control.tail.load(std::memory_order_relaxed))
        , seen_head_(tail_) {}

    /// Notes how many records the producer has written; read() goes no further.
    void look() noexcept { seen_head_ = tail_ + published(); }
    /// Returns the number of records that were seen and not yet read.
    std::uint64_t unread() const noexcept { return seen_head_ - tail_; }
    std::uint64_t capacity() const noexcept { return capacity_; }

    /// Calls `take(const Record&)` for the well-formed ones of the next records, at most `most` and none that
    /// was not seen, and frees their room. The record passed is a copy. Returns how many records it read.
    template <typename Take>
    std::uint64_t read(std::uint64_t most, Take&& take) {
        const std::uint64_t available = std::min(unread(), most);
        for (std::uint64_t i = 0; i < available; ++i) {
            __builtin_prefetch(&slots_[(tail_ + records_ahead) & (capacity_ - 1)]);
            const Record copy = slots_[tail_ & (capacity_ - 1)];
            ++tail_;
            if (copy.sequence == static_cast<std::uint32_t>(tail_)) [[likely]]
                take(copy);
            else
                ++bad_;
        }
        if (available > 0)
            control_->tail.store(tail_, std::memory_order_release); // gives the room back to the producer
        return available;
    }
    /// Calls look() and read().
    template <typename Take>
    std::uint64_t drain(std::uint64_t most, Take&& take) {
        look();
        return read(most, std::forward<Take>(take));
    }

    /// Returns how often a record was out of sequence or a head was impossible. Such records are skipped.
    std::uint64_t bad() const noexcept { return bad_; }
    /// Returns how many records the producer says that it could not write. It is not verified.
    std::uint64_t dropped() const noexcept { return control_->dropped.load(std::memory_order_acquire); }
    /// Returns when the first record was dropped of those that no record tells, in ticks, as the producer
    /// says.
    std::uint64_t lost_since() const noexcept { return control_->lost_since.load(std::memory_order_relaxed); }
    /// Returns whether all that was ever written has been read, seen or not.
    bool is_drained() const noexcept { return control_->head.load(std::memory_order_acquire) == tail_; }

private:
    /// The memory of the next records is prefetched while one is read: the other core had it last, and the
    /// processor's own prefetcher stops at the end of a page.
    static constexpr std::uint64_t records_ahead = 64;

    /// Returns how many records can be read now. An impossible head counts as one bad record and gives none.
    std::uint64_t published() noexcept;

    RingControl* control_;
    const Record* slots_;
    std::uint64_t capacity_;
    std::uint64_t tail_;
    std::uint64_t seen_head_;
    std::uint64_t bad_ = 0;
    std::uint64_t impossible_head_ = 0;
};

} // namespace interleave
