// A worker process with a lane of its own.
#pragma once

#include "core/event/record.h"
#include "core/work/shared_memory.h"

#include <concepts>
#include <functional>
#include <optional>
#include <source_location>
#include <string>
#include <sys/types.h>
#include <utility>

namespace interleave {

/// How a process ended.
struct ProcessEnd {
    int code = 0;
    int signal = 0;        ///< that killed it; 0 if it ended by itself
    std::string failure{}; ///< what its body threw; empty if nothing
    bool well() const noexcept { return code == 0 && signal == 0; }
};

/// "ended with exit code 3", "was killed by signal 11 (Segmentation fault)", or what it threw.
std::string to_text(const ProcessEnd& end);

/// Runs a function in a forked child: it sees a copy of the parent's memory, and shares only what
/// Stage::share gave. Owner: one thread; move-only.
class Process {
public:
    /// Starts at once; the body's int is the exit code, a void body's is 0. Throws RunError if the machine
    /// gives no more processes.
    template <std::invocable Body>
    Process(std::string name, Body body, std::source_location where = std::source_location::current())
        : Process(Started{}, std::move(name), with_code(std::move(body)), where) {}

    /// A child that nobody joined is killed. When the run is being stopped it gets a moment to end by itself.
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;

    /// Waits for the end. Throws Stopped. May be called again: the same answer.
    const ProcessEnd& join(std::source_location where = std::source_location::current());

    bool has_ended();
    pid_t pid() const noexcept { return pid_; }
    ObjectId object() const noexcept { return object_; }
    const std::string& name() const noexcept { return name_; }

private:
    struct Started {};
    Process(Started, std::string name, const std::function<int()>& body, const std::source_location& where);

    template <typename Body>
    static std::function<int()> with_code(Body body) {
        if constexpr (std::is_void_v<std::invoke_result_t<Body&>>) {
            return [body = std::move(body)]() mutable {
                body();
                return 0;
            };
        } else {
            return body;
        }
    }
    [[noreturn]] void live(const std::function<int()>& body, pid_t parent,
                           bool parent_is_main_thread) noexcept;
    bool reap(int options);

    std::string name_;
    ObjectId object_;
    SharedMemory failure_; ///< text of what the body threw, written by the child
    pid_t pid_ = -1;       ///< -1: moved from
    std::optional<ProcessEnd> end_;
};

} // namespace interleave
