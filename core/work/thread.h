// SPDX-License-Identifier: GPL-3.0-or-later
// A worker thread with a lane of its own.
#pragma once

#include "core/event/record.h"
#include "core/work/plain_thread.h"

#include <functional>
#include <memory>
#include <source_location>
#include <string>

namespace interleave {

/// Runs a function in a new thread. One thread owns it; it can be moved, not copied.
class Thread {
public:
    /// Starts at once. Throws RunError if the system gives no more threads.
    Thread(const std::string& name, std::function<void()> body,
           std::source_location where = std::source_location::current());

    /// Waits for the end if the thread was not joined, because the body may use the owner's variables. What
    /// it threw is then lost.
    ~Thread();
    Thread(Thread&&) noexcept;
    Thread& operator=(Thread&&) = delete;

    /// Waits for the end and rethrows what the body threw; Stopped from the body is not rethrown. Throws
    /// Stopped if the run is being stopped. It may be called once. A body that throws also ends the run: the
    /// host is told at once, because whoever would join the thread may wait for something else.
    void join(std::source_location where = std::source_location::current());

    bool has_ended() const noexcept;
    /// Returns the object for which lanes that join it wait.
    ObjectId object() const noexcept;

private:
    struct State;
    static void run(State& state, const std::string& name) noexcept;

    std::unique_ptr<State> state_;
    PlainThread thread_;
};

} // namespace interleave
