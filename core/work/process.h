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

struct ProcessNotes;
class Recorder;

/// How a process ended.
struct ProcessEnd {
    int code = 0;
    int signal = 0;        ///< the signal that killed it; 0 if it ended by itself
    std::string failure{}; ///< what its body threw; empty if nothing
    bool succeeded() const noexcept { return code == 0 && signal == 0; }
};

/// Returns "ended with exit code 3", "was killed by signal 11 (Segmentation fault)", or what it threw.
std::string to_text(const ProcessEnd& end);
/// The same for an end that nobody in the run expects, with what may have caused it.
std::string death_text(const ProcessEnd& end);

/// A function with which a spawned process can begin. The new program finds it by its name, as Python's spawn
/// finds a function in the module that it imports again. It must be a static object, so that it exists before
/// main().
class SpawnTarget {
public:
    /// `shared` is what was passed to spawn(), at its address in this process. The result is the exit code.
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
    const SpawnTarget* next_; ///< in the list of all targets of this program, in no order
};

/// Runs a function in a child. A forked child sees a copy of the parent's memory and shares only memory from
/// Stage::share. A spawned child is a new program, and sees only memory from Stage::share. One thread owns
/// it; it can be moved, not copied.
class Process {
public:
    /// Starts at once. The body's int is the exit code; that of a void body is 0. Throws RunError if the
    /// system gives no more processes.
    template <std::invocable Body>
    Process(std::string name, Body body, std::source_location where = std::source_location::current())
        : Process(memory_for_notes(), std::move(name), with_code(std::move(body)), where) {}

    /// Starts this program again as a child that begins with `target`. `shared` comes from Stage::share, or
    /// is nullptr. It works only within a session. Throws RunError.
    static Process spawn(std::string name, const SpawnTarget& target, void* shared,
                         std::source_location where = std::source_location::current());

    /// Kills a child that was not joined. When the run is being stopped, the child first gets 100 ms to end
    /// by itself.
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;

    /// Waits for the end. Throws Stopped. It may be called again and returns the same.
    const ProcessEnd& join(std::source_location where = std::source_location::current()) {
        return join({}, where);
    }
    /// The same where the caller has its own way to wait for the end: `wait` returns when the child has
    /// ended, or false if a signal interrupted it.
    const ProcessEnd& join(const std::function<bool()>& wait, std::source_location where);

    /// Leaves the end for join() to take and to record.
    bool has_ended() const noexcept { return end_is_known(); }
    pid_t pid() const noexcept { return pid_; }
    ObjectId object() const noexcept { return object_; }
    const std::string& name() const noexcept { return name_; }

private:
    /// Forks. `memory` has room for the notes.
    Process(SharedMemory memory, std::string name, const std::function<int()>& body,
            const std::source_location& where);
    static SharedMemory memory_for_notes();
    /// Creates one that is not started yet. The child will use the same `notes`.
    Process(std::string name, ProcessNotes& notes, const std::source_location& where);

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
    void record_end(Recorder& recorder, SiteId site) const noexcept;

    std::string name_;
    ObjectId object_;
    std::optional<SharedMemory> memory_; ///< holds *notes_, if this object owns it
    ProcessNotes* notes_;                ///< nullptr: moved from
    pid_t pid_ = -1;                     ///< -1: not started, or moved from
    std::optional<ProcessEnd> end_;
};

/// Is the rest of main() when the program was started by Process::spawn(). `arguments` are those that spawn()
/// passed, after the role's name.
int run_spawned(std::span<char* const> arguments);

/// Returns whether this process was started by Process::spawn(), and not by a user on the command line.
bool is_spawned() noexcept;

/// The first argument of a spawned program.
inline constexpr const char* spawned_role = "spawned";

} // namespace interleave
