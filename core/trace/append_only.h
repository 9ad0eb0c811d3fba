// SPDX-License-Identifier: GPL-3.0-or-later
// A sequence that one thread appends to while others read it. It needs no locks, because elements never move.
#pragma once

#include "core/trace/chunk_memory.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <new>
#include <span>
#include <type_traits>

namespace interleave {

/// The index that means "none"; no sequence ever reaches it.
inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// Chunk k holds `first_chunk << k` elements, so an index is found with a few bit operations, and 40 chunks
/// are always enough. The memory of a large chunk is touched only as it fills, because the kernel gives pages
/// on first use. Only one writer thread may call push_back(). Any thread may call size(), and operator[]
/// below size().
template <typename T, std::size_t first_chunk = 64>
class AppendOnly {
    static_assert(std::is_trivially_copyable_v<T> && std::has_single_bit(first_chunk));

public:
    AppendOnly() = default;
    ~AppendOnly() {
        for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) {
            if (T* const base = chunks_[chunk].load(std::memory_order_relaxed))
                free_chunk(base, (first_chunk << chunk) * sizeof(T));
        }
    }
    AppendOnly(const AppendOnly&) = delete;
    AppendOnly& operator=(const AppendOnly&) = delete;

    /// Returns how many elements can be read now. It only grows.
    std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
    bool empty() const noexcept { return size() == 0; }

    /// `index` must be below a size() seen by this thread.
    const T& operator[](std::size_t index) const noexcept {
        const std::size_t shifted = index + first_chunk;
        const auto chunk = static_cast<std::size_t>(std::bit_width(shifted)) - first_width;
        // No sequence is so long that `shifted` wraps around, which the analyzer cannot know.
        // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult)
        return chunks_[chunk].load(std::memory_order_relaxed)[shifted - (first_chunk << chunk)];
    }
    const T& back() const noexcept { return (*this)[size() - 1]; }

    /// Returns the elements from `first` on that are contiguous in memory, none at or beyond `last`. It
    /// returns at least one if first < last. `last` must not be above a size() seen by this thread. It is for
    /// loops over many elements.
    std::span<const T> contiguous(std::size_t first, std::size_t last) const noexcept {
        if (first >= last)
            return {};
        const std::size_t shifted = first + first_chunk;
        const auto chunk = static_cast<std::size_t>(std::bit_width(shifted)) - first_width;
        // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): as above
        const std::size_t length = first_chunk << chunk;
        const std::size_t offset = shifted - length;
        const T* const base = chunks_[chunk].load(std::memory_order_relaxed);
        return {base + offset, std::min(length - offset, last - first)};
    }

    /// Returns the bytes of memory that it uses. Of the last chunk the pages that were touched count.
    std::size_t bytes() const noexcept {
        constexpr std::size_t page = 4096;
        const std::size_t count = size();
        if (count == 0)
            return 0;
        const auto chunk = static_cast<std::size_t>(std::bit_width(count - 1 + first_chunk)) - first_width;
        const std::size_t length = first_chunk << chunk;
        const std::size_t before = length - first_chunk;
        const std::size_t touched = ((count - before) * sizeof(T) + page - 1) / page * page;
        return before * sizeof(T) + std::min(length * sizeof(T), touched);
    }

    /// Throws std::bad_alloc.
    void push_back(const T& value) {
        if (next_ == end_) [[unlikely]]
            grow();
        *next_++ = value;
        // Publishes the element and, on its first use, the chunk.
        size_.store(size_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }

private:
    static constexpr std::size_t first_width = static_cast<std::size_t>(std::bit_width(first_chunk));

    /// Allocates the next chunk when all chunks so far are full.
    void grow() {
        const std::size_t shifted = size_.load(std::memory_order_relaxed) + first_chunk;
        const auto chunk = static_cast<std::size_t>(std::bit_width(shifted)) - first_width;
        const std::size_t length = first_chunk << chunk;
        T* const base = static_cast<T*>(allocate_chunk(length * sizeof(T)));
        chunks_[chunk].store(base, std::memory_order_relaxed);
        next_ = base;
        end_ = base + length;
    }

    std::array<std::atomic<T*>, 40> chunks_{};
    std::atomic<std::size_t> size_{0};
    T* next_ = nullptr; ///< the writer's: where the next element goes
    T* end_ = nullptr;  ///< the writer's: end of the last chunk
};

} // namespace interleave
