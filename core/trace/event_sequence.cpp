// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/event_sequence.h"

#include "core/trace/gallop.h"

#include <algorithm>

namespace interleave {

namespace {

/// Most lanes are short, and long ones fill quickly, so the chunks double in size up to that of large pages.
constexpr std::size_t first_chunk = std::size_t{4} << 10U;
constexpr std::size_t largest_chunk = std::size_t{4} << 20U;

} // namespace

void EventSequence::Free::operator()(std::uint8_t* chunk) const noexcept {
    free_chunk(chunk, bytes);
}

Event EventSequence::operator[](std::size_t index) const noexcept {
    BlockReader reader(*this, index / block_size);
    Event event;
    for (std::size_t i = 0; i <= index % block_size; ++i)
        reader.next(event);
    return event;
}

std::size_t EventSequence::first_at(std::int64_t time) const noexcept {
    const std::size_t count = size();
    const std::size_t blocks = (count + block_size - 1) / block_size;
    const std::size_t after =
        gallop(blocks, blocks / 2, [&](std::size_t block) { return blocks_[block].time < time; });
    if (after == 0)
        return 0;
    const std::size_t end = std::min(count, after * block_size);
    BlockReader reader(*this, after - 1);
    for (std::size_t i = (after - 1) * block_size; i < end; ++i) {
        Event event;
        reader.next(event);
        if (event.time >= time)
            return i;
    }
    return end;
}

bool EventSequence::begins_block_in(std::int64_t from, std::int64_t until, std::size_t& hint) const noexcept {
    const std::size_t blocks = (size() + block_size - 1) / block_size;
    hint = gallop(blocks, hint, [&](std::size_t block) { return blocks_[block].time < from; });
    return hint < blocks && blocks_[hint].time < until;
}

std::size_t EventSequence::bytes() const noexcept {
    return code_bytes_.load(std::memory_order_relaxed) + blocks_.bytes();
}

void EventSequence::append(const Event& event) {
    const std::size_t count = size_.load(std::memory_order_relaxed);
    if (count % block_size == 0)
        begin_block(event.time);
    std::uint8_t* const end = encode(event, predictor_, next_);
    code_bytes_.store(code_bytes_.load(std::memory_order_relaxed) + static_cast<std::size_t>(end - next_),
                      std::memory_order_relaxed);
    next_ = end;
    // Publishes the event and, with its first event, the block.
    size_.store(count + 1, std::memory_order_release);
}

void EventSequence::begin_block(std::int64_t time) {
    // A block must be contiguous.
    if (static_cast<std::size_t>(end_ - next_) < block_size * longest_event_code) {
        const std::size_t bytes = chunk_bytes_ == 0 ? first_chunk : std::min(2 * chunk_bytes_, largest_chunk);
        chunks_.emplace_back(static_cast<std::uint8_t*>(allocate_chunk(bytes)), Free{bytes});
        chunk_bytes_ = bytes;
        next_ = chunks_.back().get();
        end_ = next_ + bytes;
    }
    predictor_.reset(time);
    blocks_.push_back({time, next_});
}

} // namespace interleave
