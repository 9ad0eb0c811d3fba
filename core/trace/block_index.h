// SPDX-License-Identifier: GPL-3.0-or-later
// The times at which the blocks of a long sequence begin. They are close together in memory, so that a moment
// is found, or guessed and prefetched, without a look at the sequence.
#pragma once

#include "core/trace/append_only.h"

#include <cstddef>
#include <cstdint>

namespace interleave {

/// Where a moment probably is in a sequence.
struct BlockGuess {
    static constexpr std::size_t block_size = 64; ///< elements in a block

    std::size_t block;  ///< the one that holds the moment
    std::size_t offset; ///< probably near it, counted from the block's first element

    bool is_nearer_to_end() const noexcept { return offset > block_size / 2; }
    std::size_t element() const noexcept { return block * block_size + offset; }
};

/// Only one writer thread may call push_back(); any thread may call the rest.
class BlockIndex {
public:
    /// Returns the begin of a block after the first; there must be one.
    std::int64_t begin_of(std::size_t block) const noexcept { return begins_[block - 1]; }
    /// Returns the number of the block that holds `time`. `hint` is a block that is probably near. A block's
    /// begin is published before its first element, so it may be one block more than there are.
    std::size_t block_at(std::int64_t time, std::size_t hint) const noexcept;
    /// Guesses where `time` is within its block.
    BlockGuess guess_at(std::int64_t time, std::size_t hint) const noexcept;
    std::size_t bytes() const noexcept { return begins_.bytes(); }

    /// Begins a block after the first. Throws std::bad_alloc.
    void push_back(std::int64_t time) { begins_.push_back(time); }

private:
    AppendOnly<std::int64_t, 8> begins_; ///< of all blocks but the first
};

} // namespace interleave
