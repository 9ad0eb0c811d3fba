// SPDX-License-Identifier: GPL-3.0-or-later
// fork, exec, posix_spawn, wait and _exit. vfork is left alone: the child has the parent's memory, lane and
// all, until it executes a program, and that begins a lane of its own.
#include "core/preload/environment.h"
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"
#include "core/preload/python_gil.h"
#include "core/preload/python_names.h"
#include "core/preload/session.h"
#include "core/preload/text.h"

#include <algorithm>
#include <cstdarg>
#include <cstdlib>

using namespace interleave;
using namespace interleave::preload;

namespace {

/// The lane in which a program goes on that this process executes; none in the child of a vfork, whose lane
/// is that of its parent.
LaneId lane_to_go_on() noexcept {
    const LaneId lane = Recorder::of_this_thread().lane();
    return lane != no_lane && session()->is_lane_of_this_thread(lane) ? lane : no_lane;
}

ObjectId claim_child(std::string_view name) noexcept {
    return session()->claim_object(ObjectKind::worker, name);
}

void note_child(pid_t child, ObjectId worker) noexcept {
    if (KnownObject* const entry = entry_of(key_of_process(child)))
        set_object(*entry, worker);
}

/// The child of a vfork, which has its parent's memory: whoever it becomes is its parent's child.
int execute_in_vfork(const char* path, char* const* given, auto&& execute) noexcept {
    // Some try one folder of the search path after the other.
    if (!Recorder::of_this_thread().attached() || access(path, X_OK) != 0)
        return execute(Environment(given, no_lane, no_object).get());
    Lane& lane = Lane::of_this_thread();
    ++lane.hooks;
    Text<name_capacity> name;
    const bool is_named = add_name_of_python_process(name);
    const ObjectId worker = claim_child(is_named ? name.view() : last_part(path));
    lane.event(EventKind::start, worker);
    note_child(getpid(), worker);
    const Environment environment(given, no_lane, worker, is_named ? name.view() : std::string_view());
    --lane.hooks;
    return execute(environment.get());
}

/// Executes a program by `execute(environment)`, which returns only if it fails. What is not written yet
/// would be lost otherwise.
template <typename Execute>
int execute_recorded(const char* path, char* const* given, Execute&& execute) noexcept {
    if (session() == nullptr)
        return execute(given);
    const LaneId lane = lane_to_go_on();
    if (lane == no_lane)
        return execute_in_vfork(path, given, execute);
    const Environment environment(given, lane, no_object);
    Lane::of_this_thread().held.write_all();
    return execute(environment.get());
}

ObjectId worker_of(pid_t child) noexcept {
    const KnownObject* const entry = child > 0 ? find_entry(key_of_process(child)) : nullptr;
    return entry != nullptr ? object_of(*entry) : no_object;
}

/// Waits for a child by `wait()`, which returns its id. `status` is what it says of its end.
template <typename Wait>
pid_t wait_for_child(pid_t which, bool blocks, const int& status, SiteId site, Wait&& wait) noexcept {
    Lane& lane = Lane::of_this_thread();
    const ObjectId worker = worker_of(which);
    const bool begins = blocks && worker != no_object;
    if (begins)
        lane.event(EventKind::wait_begin, worker, 0, site);
    else if (blocks)
        lane.event(EventKind::io_begin, no_object, 0, site);
    const pid_t child = cancellable(wait, [&] {
        if (begins)
            lane.event_after(EventKind::wait_end, worker, 0, site, to_detail(WaitOutcome::failed));
        else if (blocks)
            lane.event_after(EventKind::io_end, no_object, 0, site);
    });
    const int error = errno;
    if (blocks && !begins)
        lane.event_after(EventKind::io_end, no_object, 0, site);
    const bool has_ended = child > 0 && (WIFEXITED(status) || WIFSIGNALED(status));
    if (const ObjectId ended = has_ended ? worker_of(child) : no_object; ended != no_object) {
        if (!begins)
            lane.event(EventKind::wait_begin, ended, 0, site);
        lane.event_after(EventKind::joined, ended,
                         static_cast<std::uint64_t>(WIFEXITED(status) ? WEXITSTATUS(status) : 0), site,
                         static_cast<std::uint16_t>(WIFSIGNALED(status) ? WTERMSIG(status) : 0));
    } else if (begins) {
        lane.event_after(EventKind::wait_end, worker, 0, site,
                         to_detail(child > 0 ? WaitOutcome::satisfied : WaitOutcome::failed));
    }
    errno = error;
    return child;
}

template <typename Spawn>
int spawn_recorded(pid_t* child, const char* path, char* const* given, SiteId site, Spawn&& spawn) noexcept {
    const ObjectId worker = claim_child(last_part(path));
    const Environment environment(given, no_lane, worker);
    Lane::of_this_thread().event(EventKind::start, worker, 0, site);
    pid_t started = 0;
    const int result = spawn(&started, environment.get());
    if (result == 0)
        note_child(started, worker);
    if (result == 0 && child != nullptr)
        *child = started;
    return result;
}

} // namespace

INTERLEAVE_HOOK pid_t fork() {
    const Hook hook;
    if (!hook)
        return real().fork();
    Text<name_capacity> name;
    if (!add_name_of_python_process(name))
        name.add(program_name());
    Lane& lane = Lane::of_this_thread();
    const ObjectId worker = claim_child(name.view());
    lane.event(EventKind::start, worker, 0, INTERLEAVE_CALLER);
    const pid_t child = real().fork();
    const int error = errno;
    if (child == 0) {
        note_fork();
        set_process_name(name.view());
        lane.begin(LaneKind::process, name.view(), worker);
    } else if (child > 0) {
        note_child(child, worker);
    }
    errno = error;
    return child;
}

INTERLEAVE_HOOK int execve(const char* path, char* const* arguments, char* const* environment) {
    return execute_recorded(path, environment,
                            [&](char* const* with) { return real().execve(path, arguments, with); });
}

INTERLEAVE_HOOK int execv(const char* path, char* const* arguments) {
    return execute_recorded(path, environ,
                            [&](char* const* with) { return real().execve(path, arguments, with); });
}

INTERLEAVE_HOOK int execvpe(const char* file, char* const* arguments, char* const* environment) {
    return execute_recorded(file, environment,
                            [&](char* const* with) { return real().execvpe(file, arguments, with); });
}

INTERLEAVE_HOOK int execvp(const char* file, char* const* arguments) {
    return execute_recorded(file, environ,
                            [&](char* const* with) { return real().execvpe(file, arguments, with); });
}

INTERLEAVE_HOOK int fexecve(int descriptor, char* const* arguments, char* const* environment) {
    return execute_recorded("", environment,
                            [&](char* const* with) { return real().fexecve(descriptor, arguments, with); });
}

namespace {

/// The arguments of execl() and its kind, which end with a null pointer.
constexpr std::size_t most_arguments = 1024;

std::size_t collect_arguments(std::array<char*, most_arguments>& arguments, const char* first,
                              std::va_list more) noexcept {
    std::size_t count = 0;
    for (const char* word = first; word != nullptr && count + 1 < most_arguments;
         word = va_arg(more, const char*))
        arguments[count++] = const_cast<char*>(word);
    arguments[count] = nullptr;
    return count;
}

} // namespace

INTERLEAVE_HOOK int execl(const char* path, const char* argument, ...) {
    std::array<char*, most_arguments> arguments;
    std::va_list more;
    va_start(more, argument);
    collect_arguments(arguments, argument, more);
    va_end(more);
    return execv(path, arguments.data());
}

INTERLEAVE_HOOK int execlp(const char* file, const char* argument, ...) {
    std::array<char*, most_arguments> arguments;
    std::va_list more;
    va_start(more, argument);
    collect_arguments(arguments, argument, more);
    va_end(more);
    return execvp(file, arguments.data());
}

INTERLEAVE_HOOK int execle(const char* path, const char* argument, ...) {
    std::array<char*, most_arguments> arguments;
    std::va_list more;
    va_start(more, argument);
    collect_arguments(arguments, argument, more);
    char* const* const environment = va_arg(more, char* const*);
    va_end(more);
    return execve(path, arguments.data(), environment);
}

INTERLEAVE_HOOK int posix_spawn(pid_t* child, const char* path, const posix_spawn_file_actions_t* actions,
                                const posix_spawnattr_t* attributes, char* const* arguments,
                                char* const* environment) {
    const Hook hook;
    const auto spawn = [&](pid_t* started, char* const* with) {
        return real().spawn(started, path, actions, attributes, arguments, with);
    };
    return hook ? spawn_recorded(child, path, environment, INTERLEAVE_CALLER, spawn)
                : spawn(child, environment);
}

INTERLEAVE_HOOK int posix_spawnp(pid_t* child, const char* file, const posix_spawn_file_actions_t* actions,
                                 const posix_spawnattr_t* attributes, char* const* arguments,
                                 char* const* environment) {
    const Hook hook;
    const auto spawn = [&](pid_t* started, char* const* with) {
        return real().spawnp(started, file, actions, attributes, arguments, with);
    };
    return hook ? spawn_recorded(child, file, environment, INTERLEAVE_CALLER, spawn)
                : spawn(child, environment);
}

INTERLEAVE_HOOK pid_t waitpid(pid_t which, int* status, int options) {
    const Hook hook;
    if (!hook)
        return real().waitpid(which, status, options);
    int own = 0;
    int& read = status != nullptr ? *status : own;
    return wait_for_child(which, (options & WNOHANG) == 0, read, INTERLEAVE_CALLER,
                          [&] { return real().waitpid(which, &read, options); });
}

INTERLEAVE_HOOK pid_t wait(int* status) {
    const Hook hook;
    if (!hook)
        return real().wait(status);
    int own = 0;
    int& read = status != nullptr ? *status : own;
    return wait_for_child(-1, true, read, INTERLEAVE_CALLER, [&] { return real().wait(&read); });
}

INTERLEAVE_HOOK pid_t wait4(pid_t which, int* status, int options, struct rusage* usage) {
    const Hook hook;
    if (!hook)
        return real().wait4(which, status, options, usage);
    int own = 0;
    int& read = status != nullptr ? *status : own;
    return wait_for_child(which, (options & WNOHANG) == 0, read, INTERLEAVE_CALLER,
                          [&] { return real().wait4(which, &read, options, usage); });
}

INTERLEAVE_HOOK void _exit(int status) { // NOLINT(bugprone-reserved-identifier): it is the C library's name
    if (session() != nullptr && lane_to_go_on() != no_lane) {
        ++Lane::of_this_thread().hooks;
        note_end_of_gil();
        Lane::of_this_thread().end();
    }
    real().exit_now(status);
    __builtin_unreachable();
}

INTERLEAVE_HOOK void _Exit(int status) { // NOLINT(bugprone-reserved-identifier): it is the C library's name
    _exit(status);
}
