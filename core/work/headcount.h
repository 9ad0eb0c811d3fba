// SPDX-License-Identifier: GPL-3.0-or-later
// How many are inside at once, counted by themselves.
#pragma once

#include <atomic>

namespace interleave {

/// On the stack between threads, in Stage::share memory also between processes. It lets everybody in: a check
/// on whatever is supposed to limit them. Any worker may call it.
class Headcount {
public:
    void enter() noexcept {
        const int now = inside_.fetch_add(1) + 1;
        for (int most = most_.load(); most < now && !most_.compare_exchange_weak(most, now);) {
        }
    }
    void leave() noexcept { inside_.fetch_sub(1); }
    /// The most that were inside at once so far.
    int most() const noexcept { return most_.load(); }

private:
    std::atomic<int> inside_{0};
    std::atomic<int> most_{0};
};

} // namespace interleave
