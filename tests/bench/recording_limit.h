// SPDX-License-Identifier: GPL-3.0-or-later
// The limit L, which is the least that recording an event can cost: a plain rdtsc, a 32-byte store and a
// release store of the head, while a reader drains the ring. All costs of recording are given as a ratio to
// it.
#pragma once

#include "core/event/clock_description.h"
#include "core/event/ring_reader.h"
#include "core/event/ring_writer.h"

#include <atomic>
#include <benchmark/benchmark.h>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace interleave::bench {

/// A ring with a reader that drains it continuously until it is destroyed.
class DrainedRing {
public:
    explicit DrainedRing(std::uint64_t records = 1U << 18U)
        : control_(std::make_unique<RingControl>())
        , memory_(records)
        , capacity_(records) {
        reader_ = std::thread([this] {
            RingReader reader(*control_, memory_.data(), capacity_);
            std::uint64_t sum = 0;
            while (!done_.load(std::memory_order_acquire)) {
                reader.drain(capacity_, [&](const Record& record) { sum += record.value; });
                std::this_thread::sleep_for(std::chrono::microseconds(200));
            }
            benchmark::DoNotOptimize(sum);
        });
    }
    ~DrainedRing() {
        done_.store(true, std::memory_order_release);
        reader_.join();
    }
    DrainedRing(const DrainedRing&) = delete;
    DrainedRing& operator=(const DrainedRing&) = delete;

    RingWriter writer() noexcept { return {*control_, memory_.data(), capacity_}; }
    RingControl& control() noexcept { return *control_; }
    Record* memory() noexcept { return memory_.data(); }
    std::uint64_t capacity() const noexcept { return capacity_; }

    /// Waits until the reader has taken everything, so that the next block finds an empty ring and drops
    /// nothing.
    void wait_until_drained() const {
        while (control_->tail.load(std::memory_order_acquire) !=
               control_->head.load(std::memory_order_acquire))
            std::this_thread::sleep_for(std::chrono::microseconds(100));
    }

private:
    std::unique_ptr<RingControl> control_;
    std::vector<Record> memory_;
    std::uint64_t capacity_;
    std::atomic<bool> done_{false};
    std::thread reader_;
};

/// Writes `count` records at the limit, without a check for room and without fields other than the time. The
/// head that it publishes is its own.
inline void write_at_the_limit(Record* memory, std::uint64_t capacity, std::atomic<std::uint64_t>& head,
                               std::uint64_t count) {
    std::uint64_t position = head.load(std::memory_order_relaxed);
    for (std::uint64_t i = 0; i < count; ++i) {
        Record& slot = memory[position & (capacity - 1)];
        slot.time = Clock::now();
        slot.value = i;
        slot.object = 1;
        slot.site = 2;
        slot.kind = static_cast<std::uint16_t>(EventKind::mark);
        slot.detail = 0;
        slot.sequence = static_cast<std::uint32_t>(position + 1);
        head.store(++position, std::memory_order_release);
    }
}

} // namespace interleave::bench
