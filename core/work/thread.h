// SPDX-License-Identifier: GPL-3.0-or-later
// A worker thread with a lane of its own.
#pragma once

#include "core/event/record.h"
#include "core/work/plain_thread.h"

#include <functional>
#include <memory>
#include <source_location>
#include <string>
#include <utility>

namespace interleave {

/// What an exception ends that leaves a thread's body.
enum class Uncaught {
    ends_run,    ///< the run, at once: whoever would join the thread may wait for something else
    ends_thread, ///< only the thread, and nobody is told, as with a thread of Python
};

/// Runs a function in a new thread. One thread owns it; it can be moved, not copied.
class Thread {
public:
    /// Starts at once. Throws RunError if the system gives no more threads.
    Thread(const std::string& name, std::function<void()> body,
           std::source_location where = std::source_location::current())
        : Thread(name, std::move(body), Uncaught::ends_run, where) {}
    Thread(const std::string& name, std::function<void()> body, Uncaught uncaught,
           std::source_location where = std::source_location::current());

    /// Waits for the end if the thread was neither joined nor detached, because the body may use the owner's
    /// variables. What it threw is then lost.
    ~Thread();
    Thread(Thread&&) noexcept;
    Thread& operator=(Thread&&) = delete;

    /// Waits for the end and rethrows what the body threw, except Stopped, and except what only ended the
    /// thread. Throws Stopped if the run is being stopped. It may be called once.
    void join(std::source_location where = std::source_location::current());

    /// Makes it a daemon thread: nothing waits for it any more, and at the latest it ends with its process,
    /// in the middle of whatever it does. Until then what the body refers to must exist. It may be called
    /// instead of join(); afterwards only the destructor may be called.
    void detach();

    bool has_ended() const noexcept;
    /// Returns the object for which lanes that join it wait.
    ObjectId object() const noexcept;

private:
    struct State;
    static void run(State& state, const std::string& name) noexcept;

    std::shared_ptr<State> state_; ///< also held by the thread, which can live longer
    PlainThread thread_;
};

} // namespace interleave
