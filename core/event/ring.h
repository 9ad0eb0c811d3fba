// SPDX-License-Identifier: GPL-3.0-or-later
// The ring between one producer and the collector: never blocks, counts what did not fit.
#pragma once

#include "core/event/record.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace interleave {

inline constexpr std::size_t cache_line = 64;

/// The shared state of one ring. What the producer writes and what the reader writes stand on cache lines of
/// their own, so that neither side's progress invalidates the other's line on every record. Lives in the
/// session region.
struct RingControl {
    alignas(cache_line) std::atomic<std::uint64_t> head; ///< records written so far; producer only
    std::atomic<std::uint64_t> dropped;                  ///< records that found no room; producer only
    alignas(cache_line) std::atomic<std::uint64_t> tail; ///< records read so far; reader only
};
static_assert(sizeof(RingControl) == 2 * cache_line);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "the ring is shared between processes");

/// The producer's end. One thread only. `capacity` is a power of two; the default one has room for nothing.
class RingWriter {
public:
    constexpr RingWriter() noexcept = default;
    RingWriter(RingControl& control, Record* records, std::uint64_t capacity) noexcept
        : control_(&control)
        , slots_(records)
        , capacity_(capacity)
        , head_(control.head.load(std::memory_order_relaxed))
        , seen_tail_(control.tail.load(std::memory_order_acquire)) {}

    bool attached() const noexcept { return control_ != nullptr; }

    /// Writes one record or counts it as dropped. Never blocks.
    void push(std::uint64_t time, EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
              std::uint16_t detail) noexcept {
        if (head_ - seen_tail_ >= capacity_) [[unlikely]] {
            if (!make_room())
                return;
        }
        // Copies, as the compiler would read the members again after each store to the ring: what a lock's
        // atomic exchange waits for should be short.
        const std::uint64_t head = head_;
        const std::uint64_t mask = capacity_ - 1;
        Record* const records = slots_;
        Record& slot = records[head & mask];
        slot.time = time;
        slot.value = value;
        slot.object = object;
        slot.site = site;
        slot.kind = static_cast<std::uint16_t>(kind);
        slot.detail = detail;
        slot.sequence = static_cast<std::uint32_t>(head + 1);
        // Records to come find their cache lines at hand. The reader's core had them last, and a lock's
        // atomic exchange waits for every store before it: without this an uncontended lock and unlock takes
        // 3 ns more.
        __builtin_prefetch(&records[(head + records_ahead) & mask], 1);
        head_ = head + 1;
        // The record's bytes become visible before the reader sees the new head.
        control_->head.store(head + 1, std::memory_order_release);
    }

private:
    /// Looks at the reader's progress; counts a drop if there is still no room. Out of line: the rare path.
    bool make_room() noexcept;

    static constexpr std::uint64_t records_ahead = 32;

    RingControl* control_ = nullptr;
    Record* slots_ = nullptr;
    std::uint64_t capacity_ = 0;
    std::uint64_t head_ = 0;
    std::uint64_t seen_tail_ =
        0; ///< the reader's progress when last looked at: saves touching its cache line
};

/// The collector's end. One thread only. Trusts nothing that it reads: its own position is the only index it
/// uses.
class RingReader {
public:
    RingReader(RingControl& control, const Record* records, std::uint64_t capacity) noexcept
        : control_(&control)
        , slots_(records)
        , capacity_(capacity) {}

    /// Looks at how far the producer has come; read() goes no further.
    void look() noexcept { seen_head_ = tail_ + published(); }
    /// Records that were seen and not yet read.
    std::uint64_t unread() const noexcept { return seen_head_ - tail_; }
    std::uint64_t capacity() const noexcept { return capacity_; }

    /// Calls `take(const Record&)` for the well-formed ones of the next records, at most `most` and none that
    /// was not seen, and frees their room. The record given is a copy. Returns how many it read.
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
            control_->tail.store(tail_, std::memory_order_release); // the room is the producer's again
        return available;
    }
    /// look() and read().
    template <typename Take>
    std::uint64_t drain(std::uint64_t most, Take&& take) {
        look();
        return read(most, std::forward<Take>(take));
    }

    /// Records that were out of sequence, or a head that cannot be: counted, skipped.
    std::uint64_t bad() const noexcept { return bad_; }
    /// Records the producer says it could not write. A claim of the producer: for display only.
    std::uint64_t dropped() const noexcept { return control_->dropped.load(std::memory_order_relaxed); }

private:
    /// The next records' memory is asked for while one is looked at: the other core had it last, and the
    /// processor by itself does not look beyond a page.
    static constexpr std::uint64_t records_ahead = 64;

    /// How many records can be read now; an impossible head counts as one bad record and gives none.
    std::uint64_t published() noexcept;

    RingControl* control_;
    const Record* slots_;
    std::uint64_t capacity_;
    std::uint64_t tail_ = 0;
    std::uint64_t seen_head_ = 0;
    std::uint64_t bad_ = 0;
    std::uint64_t impossible_head_ = 0;
};

} // namespace interleave
