// SPDX-License-Identifier: GPL-3.0-or-later
// A thread that is not recorded. Thread and helper threads are built with it.
#pragma once

#include "core/event/record.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>

namespace interleave {

/// The scheduler knows this thread. One thread owns it; it can be moved, not copied. It must be joined or
/// detached before it is destroyed.
class PlainThread {
public:
    PlainThread() noexcept = default;
    /// Starts at once. `worker` is the worker that it runs, no_object for a helper thread. The body must not
    /// throw. Throws std::system_error if the system gives no more threads.
    PlainThread(ObjectId worker, std::function<void()> body);
    PlainThread(PlainThread&&) noexcept = default;
    PlainThread& operator=(PlainThread&&) noexcept = default;

    bool joinable() const noexcept { return thread_.joinable(); }
    bool has_ended() const noexcept { return ended().load(std::memory_order_acquire) != 0; }
    /// Becomes 1 when the body has ended, and its sleepers are then woken. Lanes that wait for the end sleep
    /// on it.
    const std::atomic<std::uint32_t>& ended() const noexcept { return *ended_; }

    /// Waits for the end; a stop does not interrupt the wait. It may be called once.
    void join();
    /// Leaves the thread to itself, and to the end of its process. It may be called instead of join().
    void detach() { thread_.detach(); }

private:
    std::shared_ptr<std::atomic<std::uint32_t>> ended_; ///< also held by the thread, which can live longer
    std::thread thread_;
};

} // namespace interleave
