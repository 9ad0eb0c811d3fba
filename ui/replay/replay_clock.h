// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a run a replay is, from the time that has passed: the same at any rate of frames.
#pragma once

#include <algorithm>
#include <cstdint>

namespace interleave {

/// It knows no run and no real clock: `now` is in ns since any moment, the same for all calls. The slowdown
/// says how many ns pass for each ns of the run.
class ReplayClock {
public:
    /// Returns the moment of the run, in ns, at which the replay is.
    std::int64_t moment(std::int64_t now) const noexcept {
        return is_running_ ? base_ + std::max<std::int64_t>(0, now - since_) / slowdown_ : base_;
    }
    /// Goes to this moment. A clock that runs goes on from there.
    void go_to(std::int64_t moment, std::int64_t now) noexcept {
        base_ = moment;
        since_ = now;
    }
    /// `slowdown` must be at least 1. The moment stays what it is.
    void set_slowdown(std::int64_t slowdown, std::int64_t now) noexcept {
        go_to(moment(now), now);
        slowdown_ = slowdown;
    }
    std::int64_t slowdown() const noexcept { return slowdown_; }

    void start(std::int64_t now) noexcept {
        go_to(moment(now), now);
        is_running_ = true;
    }
    void stop(std::int64_t now) noexcept {
        go_to(moment(now), now);
        is_running_ = false;
    }
    bool is_running() const noexcept { return is_running_; }

private:
    std::int64_t base_ = 0;  ///< moment of the run at `since_`
    std::int64_t since_ = 0; ///< as `now`
    std::int64_t slowdown_ = 1;
    bool is_running_ = false;
};

} // namespace interleave
