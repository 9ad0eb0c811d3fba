// SPDX-License-Identifier: GPL-3.0-or-later
// A thread that is not recorded: what Thread, and whatever else needs one, is built from inside.
#pragma once

#include "core/event/record.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>

namespace interleave {

/// A thread of which the scheduler knows. One thread owns it; it can be moved, not copied. Joined before it
/// is destroyed.
class PlainThread {
public:
    PlainThread() noexcept = default;
    /// Starts at once. `worker` is whom it runs; no_object for a helper that is no worker. The body throws
    /// nothing. Throws std::system_error if the machine gives no more threads.
    PlainThread(ObjectId worker, std::function<void()> body);
    PlainThread(PlainThread&&) noexcept = default;
    PlainThread& operator=(PlainThread&&) noexcept = default;

    bool joinable() const noexcept { return thread_.joinable(); }
    bool has_ended() const noexcept { return ended().load(std::memory_order_acquire) != 0; }
    /// Becomes 1 when the body has come to its end, and is then woken: who waits for the end waits for that.
    const std::atomic<std::uint32_t>& ended() const noexcept { return *ended_; }

    /// Waits for the end; a stop does not break it off. Once.
    void join();

private:
    std::unique_ptr<std::atomic<std::uint32_t>> ended_; ///< stays where it is when the thread is moved
    std::thread thread_;
};

} // namespace interleave
