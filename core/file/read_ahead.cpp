// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/read_ahead.h"

#include <chrono>
#include <utility>

namespace interleave {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t large_portion = std::size_t{1} << 16U; ///< records; 2 MiB
constexpr std::size_t most_ready = 3;                        ///< portions
constexpr auto info_every = 15ms;

} // namespace

ReadAhead::ReadAhead(RunReader& reader) : reader_(reader), thread_([this] { read(); }) {}

ReadAhead::~ReadAhead() {
    {
        const std::lock_guard lock(mutex_);
        wanted_ = false;
    }
    changed_.notify_all();
    thread_.join();
}

bool ReadAhead::next(Portion& portion) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !ready_.empty() || over_; });
    if (!ready_.empty()) {
        portion = std::move(ready_.front());
        ready_.pop_front();
        changed_.notify_all();
        return true;
    }
    if (error_)
        std::rethrow_exception(std::exchange(error_, nullptr));
    return false;
}

/// Gives the portion away if it is waited for, or in any case and waits for room.
void ReadAhead::hand_over(Portion& portion, bool waits) {
    std::unique_lock lock(mutex_);
    if (!waits && !ready_.empty())
        return;
    changed_.wait(lock, [this] { return ready_.size() < most_ready || !wanted_; });
    ready_.push_back(std::exchange(portion, {}));
    changed_.notify_all();
}

void ReadAhead::read() {
    Portion portion;
    std::exception_ptr error;
    try {
        auto next_info = std::chrono::steady_clock::now() + info_every;
        while (reader_.read(portion.records)) {
            if (const auto now = std::chrono::steady_clock::now(); now >= next_info) {
                next_info = now + info_every;
                portion.info = reader_.info();
            }
            if (!portion.records.empty() || portion.info)
                hand_over(portion, portion.records.size() >= large_portion);
            const std::lock_guard lock(mutex_);
            if (!wanted_)
                break;
        }
    } catch (...) {
        error = std::current_exception();
    }
    if (!portion.records.empty())
        hand_over(portion, true);
    const std::lock_guard lock(mutex_);
    error_ = error;
    over_ = true;
    changed_.notify_all();
}

} // namespace interleave
