// SPDX-License-Identifier: GPL-3.0-or-later
// What a thread that measures and the window share: the latest result, and the wish to stop.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <utility>

namespace interleave {

/// publish() and stop_wanted(): the measuring thread. take_news() and want_stop(): the window's.
template <typename Result>
class MeasuringJob {
public:
    void publish(const Result& result, bool is_over) {
        const std::lock_guard lock(mutex_);
        latest_ = result;
        over_ = is_over;
        news_ = true;
    }
    bool stop_wanted() const noexcept { return stop_wanted_; }

    void want_stop() noexcept { stop_wanted_ = true; }
    /// False if nothing was published since the last call. `over`: nothing more will be.
    bool take_news(Result& latest, bool& over) {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(news_, false))
            return false;
        latest = latest_;
        over = over_;
        return true;
    }

private:
    std::atomic<bool> stop_wanted_{false};
    std::mutex mutex_;
    Result latest_;
    bool news_ = false;
    bool over_ = false;
};

} // namespace interleave
