// SPDX-License-Identifier: GPL-3.0-or-later
// What the measuring thread and the window share: the latest result, and the request to stop.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <utility>

namespace interleave {

/// The measuring thread calls publish() and stop_requested(), the window's thread take_update() and
/// request_stop().
template <typename Result>
class MeasuringJob {
public:
    void publish(const Result& result, bool is_over) {
        const std::lock_guard lock(mutex_);
        latest_ = result;
        over_ = is_over;
        updated_ = true;
    }
    bool stop_requested() const noexcept { return stop_requested_; }

    void request_stop() noexcept { stop_requested_ = true; }
    /// Returns false if nothing was published since the last call. `over` is set when nothing more will be
    /// published.
    bool take_update(Result& latest, bool& over) {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(updated_, false))
            return false;
        latest = latest_;
        over = over_;
        return true;
    }

private:
    std::atomic<bool> stop_requested_{false};
    std::mutex mutex_;
    Result latest_;
    bool updated_ = false;
    bool over_ = false;
};

} // namespace interleave
