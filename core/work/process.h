// SPDX-License-Identifier: GPL-3.0-or-later
// A worker process with a lane of its own.
#pragma once

#include "core/event/record.h"
#include "core/work/shared_memory.h"

#include <concepts>
#include <functional>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>

namespace interleave {

/// How a process ended.
struct ProcessEnd {
    int code = 0;
    int signal = 0;        ///< that killed it; 0 if it ended by itself
    std::string failure{}; ///< what its body threw; empty if nothing
    bool succeeded() const noexcept { return code == 0 && signal == 0; }
};

/// "ended with exit code 3", "was killed by signal 11 (Segmentation fault)", or what it threw.
std::string to_text(const ProcessEnd& end);

/// A function that a spawned process can begin with. The new program finds it by its name, as Python's spawn
/// finds a function in the module that it imports anew. Static objects only: they must be there before
/// main().
class SpawnTarget {
public:
    /// `shared` is what spawn() was given, at this process's address. The result is the exit code.
    using Body = int (*)(void* shared);

    SpawnTarget(const char* target_name, Body target_body) noexcept;
    SpawnTarget(const SpawnTarget&) = delete;
    SpawnTarget& operator=(const SpawnTarget&) = delete;

    const char* name() const noexcept { return name_; }
    Body body() const noexcept { return body_; }
    /// Returns nullptr if this program has none of that name.
    static const SpawnTarget* find(std::string_view name) noexcept;

private:
    const char* name_;
    Body body_;
    const SpawnTarget* next_; ///< all of this program's, in no order
};

/// Runs a function in a child. A forked one sees a copy of the parent's memory and shares only what
/// Stage::share gave; a spawned one is a new program, and sees nothing else. One thread owns it; it can be
/// moved, not copied.
class Process {
public:
    /// Starts at once; the body's int is the exit code, a void body's is 0. Throws RunError if the machine
    /// gives no more processes.
    template <std::invocable Body>
    Process(std::string name, Body body, std::source_location where = std::source_location::current())
        : Process(Started{}, std::move(name), with_code(std::move(body)), where) {}

    /// Starts this program anew; it begins with `target`. `shared` comes from Stage::share, or is nullptr.
    /// Only within a session. Throws RunError.
    static Process spawn(std::string name, const SpawnTarget& target, void* shared,
                         std::source_location where = std::source_location::current());

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
    /// Not started yet; `failure_text` is where the child will write it.
    Process(std::string name, char* failure_text, const std::source_location& where);

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
    bool end_is_known() const noexcept;
    bool reap(int options);

    std::string name_;
    ObjectId object_;
    std::optional<SharedMemory> memory_; ///< that holds the text, if it is this object's own
    char* failure_text_ = nullptr;       ///< what the body threw, written by the child
    pid_t pid_ = -1;                     ///< -1: moved from
    std::optional<ProcessEnd> end_;
};

/// What the program does when it is started by Process::spawn(): the rest of main(). `arguments` as spawn()
/// gave them, after the role's name.
int run_spawned(std::span<char* const> arguments);

/// Whether this process was started by Process::spawn(), rather than by somebody who tries it out.
bool is_spawned() noexcept;

/// First argument of a spawned program.
inline constexpr const char* spawned_role = "spawned";

} // namespace interleave
