// SPDX-License-Identifier: GPL-3.0-or-later
// The events of one lane, a few bytes each. One thread appends while others read, without locks.
#pragma once

#include "core/trace/append_only.h"
#include "core/trace/event.h"
#include "core/trace/event_code.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace interleave {

/// Traces hold many millions of events, and new memory costs a fast run more than anything else: getting 20
/// bytes an event from the kernel took longer than all the rest. The events are in blocks that can be read
/// independently. Only one writer thread may call append(); any thread may call the rest.
class EventSequence {
public:
    EventSequence() = default;
    EventSequence(const EventSequence&) = delete;
    EventSequence& operator=(const EventSequence&) = delete;

    /// Returns how many events can be read now. It only grows.
    std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
    bool empty() const noexcept { return size() == 0; }
    /// `index` must be below a size() seen by this thread. It unpacks half a block on average; use for_each()
    /// for many events.
    Event operator[](std::size_t index) const noexcept;
    /// Returns the index of the first event at or after `time`.
    std::size_t first_at(std::int64_t time) const noexcept;

    /// Whether the first event of a block lies in [from, until). If so there is an event; if not there may be
    /// some, fewer than a block's. It unpacks nothing. `hint` is where the search starts, and becomes where
    /// it ended: pass it again for the next stretch.
    bool begins_block_in(std::int64_t from, std::int64_t until, std::size_t& hint) const noexcept;

    /// Calls `visit(const Event&)` for the events [first, last); `last` must not be above a size() seen by
    /// this thread.
    template <typename Visit>
    void for_each(std::size_t first, std::size_t last, Visit&& visit) const {
        while (first < last) {
            const std::size_t end = std::min(last, (first / block_size + 1) * block_size);
            BlockReader reader(*this, first / block_size);
            Event event;
            for (std::size_t i = first / block_size * block_size; i < end; ++i) {
                reader.next(event);
                if (i >= first)
                    visit(static_cast<const Event&>(event));
            }
            first = end;
        }
    }
    /// Visits all events that can be read now.
    template <typename Visit>
    void for_each(Visit&& visit) const {
        for_each(0, size(), visit);
    }
    /// Calls `visit(const Event&)` for the events before `end`, the latest first, as long as it returns true.
    template <typename Visit>
    void backwards(std::size_t end, Visit&& visit) const {
        std::array<Event, block_size> events;
        while (end > 0) {
            const std::size_t block = (end - 1) / block_size;
            const std::size_t begin = block * block_size;
            BlockReader reader(*this, block);
            for (std::size_t i = begin; i < end; ++i)
                reader.next(events[i - begin]);
            for (std::size_t i = end; i-- > begin;) {
                if (!visit(static_cast<const Event&>(events[i - begin])))
                    return;
            }
            end = begin;
        }
    }

    std::size_t bytes() const noexcept;

    /// `event.kind` must be below EventKind::count_. Throws std::bad_alloc.
    void append(const Event& event);

private:
    static constexpr std::size_t block_size = 64;

    struct Block {
        std::int64_t time; ///< of its first event
        const std::uint8_t* code;
    };

    /// Unpacks the events of a block one after the other. The caller must not read more than there are.
    class BlockReader {
    public:
        BlockReader(const EventSequence& events, std::size_t block) noexcept
            : predictor_(events.blocks_[block].time)
            , code_(events.blocks_[block].code) {}
        void next(Event& event) noexcept { code_ = decode(code_, predictor_, event); }

    private:
        EventPredictor predictor_;
        const std::uint8_t* code_;
    };

    struct Free {
        std::size_t bytes;
        void operator()(std::uint8_t* chunk) const noexcept;
    };

    void begin_block(std::int64_t time);

    std::atomic<std::size_t> size_{0};
    std::atomic<std::size_t> code_bytes_{0};
    AppendOnly<Block, 8> blocks_;
    // Only the writer uses the members below.
    EventPredictor predictor_;
    std::uint8_t* next_ = nullptr;
    std::uint8_t* end_ = nullptr; ///< of the last chunk
    std::size_t chunk_bytes_ = 0; ///< of the last chunk
    std::vector<std::unique_ptr<std::uint8_t[], Free>> chunks_;
};

} // namespace interleave
