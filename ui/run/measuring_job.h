// SPDX-License-Identifier: GPL-3.0-or-later
// What a thread that measures and the window share: the latest result, and the request to stop.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <utility>

namespace interleave {

/// publish() and stop_requested() are for the measuring thread, take_update() and request_stop() for the
/// window's.
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
    /// False if nothing was published since the last call. `over` says that nothing more will be.
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
