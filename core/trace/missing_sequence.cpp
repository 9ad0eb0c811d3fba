// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/missing_sequence.h"

#include "core/trace/gallop.h"

#include <algorithm>

namespace interleave {

std::size_t MissingSequence::size() const noexcept {
    // A stretch that ends is appended before it is no longer the open one. So it may be seen twice for a
    // moment, at an index that the next stretch gets, but never not at all.
    const bool open = lasts();
    return ended_.size() + (open ? 1 : 0);
}

MissingStretch MissingSequence::operator[](std::size_t index) const noexcept {
    if (index < ended_.size()) {
        const Ended& stretch = ended_[index];
        return {stretch.begin, stretch.end, stretch.total - total_before(index)};
    }
    const std::int64_t begin = open_begin_.load(std::memory_order_acquire);
    if (begin != never)
        return {begin, never, open_count_.load(std::memory_order_relaxed)};
    // It ended after size() was called.
    const std::size_t last = ended_.size() - 1;
    return {ended_[last].begin, ended_[last].end, 0};
}

std::size_t MissingSequence::first_after(std::int64_t time, std::size_t hint) const noexcept {
    return gallop(ended_.size(), hint, [&](std::size_t i) { return ended_[i].end <= time; });
}

std::uint64_t MissingSequence::count_of(std::size_t first, std::size_t last) const noexcept {
    const std::size_t ended = ended_.size();
    const std::uint64_t before = total_before(std::min(first, ended));
    const std::uint64_t open = last > ended ? open_count_.load(std::memory_order_relaxed) : 0;
    return total_before(std::min(last, ended)) - before + (first <= ended ? open : 0);
}

std::uint64_t MissingSequence::count_between(std::int64_t from, std::int64_t until) const noexcept {
    const std::size_t first = first_after(from - 1);
    const std::size_t count = size();
    const std::size_t last = gallop(count, first, [&](std::size_t i) { return (*this)[i].begin <= until; });
    return first < last ? count_of(first, last) : 0;
}

void MissingSequence::lose(std::int64_t time, std::uint64_t count) noexcept {
    if (open_begin_.load(std::memory_order_relaxed) != never) {
        open_count_.store(open_count_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
        return;
    }
    open_count_.store(count, std::memory_order_relaxed);
    open_begin_.store(ended_.empty() ? time : std::max(time, ended_.back().end), std::memory_order_release);
}

void MissingSequence::end(std::int64_t time) {
    const std::int64_t begin = open_begin_.load(std::memory_order_relaxed);
    if (begin == never)
        return;
    ended_.push_back({begin, std::max(begin, time),
                      total_before(ended_.size()) + open_count_.load(std::memory_order_relaxed)});
    open_begin_.store(never, std::memory_order_release);
}

} // namespace interleave
