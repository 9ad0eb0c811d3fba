// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/block_index.h"

#include "core/trace/gallop.h"

#include <algorithm>

namespace interleave {

std::size_t BlockIndex::block_at(std::int64_t time, std::size_t hint) const noexcept {
    return gallop(begins_.size(), hint, [&](std::size_t i) { return begins_[i] <= time; });
}

BlockGuess BlockIndex::guess_at(std::int64_t time, std::size_t hint) const noexcept {
    // Most hints are right or nearly so. They are counted up without branches, because which way they are
    // wrong cannot be predicted.
    constexpr std::size_t near = 2;
    const std::size_t blocks = begins_.size();
    std::size_t block = hint - std::min(hint, near + 1);
    const auto begins = begins_.contiguous(std::min(block, blocks), blocks);
    if (begins.size() > 2 * near + 1 && begins[0] <= time && begins[2 * near + 1] > time) {
        ++block;
        for (std::size_t i = 1; i <= 2 * near; ++i)
            block += begins[i] <= time ? 1U : 0U;
    } else {
        block = block_at(time, hint);
    }
    if (block == 0 || block >= blocks) // by the size from before the search, because it may have grown
        return {block, 0};
    const std::int64_t begin = begins_[block - 1];
    const std::int64_t length = begins_[block] - begin; // more than 0, because the block holds `time`
    const double part = static_cast<double>(time - begin) / static_cast<double>(length);
    return {block, static_cast<std::size_t>(part * static_cast<double>(BlockGuess::block_size))};
}

} // namespace interleave
