// SPDX-License-Identifier: GPL-3.0-or-later
// Counts how many workers are in a section at once.
#pragma once

#include <atomic>

namespace interleave {

/// On the stack it works between threads, in Stage::share memory also between processes. It admits every
/// worker; it checks another object that is supposed to limit them. Any worker may use it.
class Headcount {
public:
    void enter() noexcept {
        const int now = inside_.fetch_add(1) + 1;
        for (int most = most_.load(); most < now && !most_.compare_exchange_weak(most, now);) {
        }
    }
    void leave() noexcept { inside_.fetch_sub(1); }
    /// Returns the maximum that were inside at once so far.
    int most() const noexcept { return most_.load(); }

private:
    std::atomic<int> inside_{0};
    std::atomic<int> most_{0};
};

} // namespace interleave
