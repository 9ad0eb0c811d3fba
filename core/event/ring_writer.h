// SPDX-License-Identifier: GPL-3.0-or-later
// The producer's end of a ring. It never blocks and counts what did not fit.
#pragma once

#include "core/event/record.h"
#include "core/event/ring_control.h"

#include <atomic>
#include <concepts>
#include <cstdint>

namespace interleave {

/// Only one thread uses it. `capacity` is a power of two, at least 2. A default-constructed one has no room.
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

    /// Returns how many records were written into the ring so far, also by a copy of this object.
    std::uint64_t written() const noexcept {
        return attached() ? control_->head.load(std::memory_order_relaxed) : 0;
    }
    /// Returns the record at a position below written(). No more than `capacity` are kept.
    const Record& at(std::uint64_t position) const noexcept { return slots_[position & (capacity_ - 1)]; }

    /// Writes one record or counts it as dropped. Never blocks. The first record after dropped ones is
    /// preceded by one that tells how many they were and when the first of them came
    /// (EventKind::records_lost).
    void push(std::uint64_t time, EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
              std::uint16_t detail) noexcept {
        push([time] { return time; }, kind, object, value, site, detail);
    }
    /// The same with the time that `read_clock()` returns. It is read when the other bytes of the record are
    /// written: the first record of a page makes the kernel map the page, and a thread that loses its
    /// processor in there for longer than the collector waits would write a record that comes late.
    template <std::invocable ReadClock>
    void push(ReadClock&& read_clock, EventKind kind, ObjectId object, std::uint64_t value, SiteId site,
              std::uint16_t detail) noexcept {
        if (head_ - seen_tail_ >= capacity_) [[unlikely]] {
            if (!make_room(read_clock()))
                return;
        }
        // These are copies, because the compiler would read the members again after each store to the ring,
        // and a lock's atomic exchange waits for all of that.
        const std::uint64_t head = head_;
        const std::uint64_t mask = capacity_ - 1;
        Record* const records = slots_;
        Record& slot = records[head & mask];
        slot.value = value;
        slot.object = object;
        slot.site = site;
        slot.kind = static_cast<std::uint16_t>(kind);
        slot.detail = detail;
        slot.sequence = static_cast<std::uint32_t>(head + 1);
        std::atomic_signal_fence(
            std::memory_order_acq_rel); // keeps the compiler from reading the clock earlier
        slot.time = read_clock();
        // The cache lines of later records are prefetched. The reader's core had them last, and a lock's
        // atomic exchange waits for every store before it. Without this an uncontended lock and unlock takes
        // 3 ns more.
        __builtin_prefetch(&records[(head + records_ahead) & mask], 1);
        head_ = head + 1;
        // The record's bytes become visible before the reader sees the new head.
        control_->head.store(head + 1, std::memory_order_release);
    }

private:
    /// Reads the reader's progress, and counts the record of `time` as dropped if there is still no room. It
    /// is out of line because it is rare.
    bool make_room(std::uint64_t time) noexcept;

    static constexpr std::uint64_t records_ahead = 32;

    RingControl* control_ = nullptr;
    Record* slots_ = nullptr;
    std::uint64_t capacity_ = 0;
    std::uint64_t head_ = 0;
    std::uint64_t seen_tail_ =
        0; ///< the reader's progress when last looked at: saves touching its cache line
};

} // namespace interleave
