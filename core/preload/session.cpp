// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/session.h"

#include "core/event/preload_environment.h"
#include "core/event/recorder.h"
#include "core/event/session_mapping.h"
#include "core/preload/environment.h"
#include "core/preload/lane.h"
#include "core/preload/python.h"
#include "core/preload/python_gil.h"
#include "core/preload/real.h"
#include "core/preload/text.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <new>
#include <unistd.h>

namespace interleave::preload {

namespace {

// Nothing here has a constructor that could run after attach() and undo what it did.
alignas(SessionWriter) constinit std::array<std::byte, sizeof(SessionWriter)> writer_memory{};
constinit SessionWriter* writer = nullptr;
constinit std::uint32_t process = 0;
constinit bool was_forked = false;
constinit Text<path_capacity> path_of_session{};
constinit Text<path_capacity> path_of_library{};
constinit Text<path_capacity> path_of_program{};
constinit Text<name_capacity> name_of_process{};

constinit SessionMapping mapped{};
constinit std::atomic<bool> waits_in_vain{false};

bool has_free_ring() noexcept {
    const SessionView view = mapped.view();
    for (std::uint32_t ring = 0; ring < ring_count(mapped.layout); ++ring)
        if (view.ring_entry(ring).is_used.load(std::memory_order_relaxed) == 0)
            return true;
    return false;
}

void find_own_path() noexcept {
    Dl_info info{};
    if (dladdr(reinterpret_cast<const void*>(&find_own_path), &info) != 0 && info.dli_fname != nullptr)
        path_of_library.add(info.dli_fname);
}

void find_program_path() noexcept {
    std::array<char, path_capacity> path{};
    const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
    if (length > 0)
        path_of_program.add({path.data(), static_cast<std::size_t>(length)});
}

/// Maps the session that the environment names. What it cannot map is not recorded, and the program does not
/// notice: whether a process has a lane, the host sees by itself.
bool open_session() noexcept {
    const char* const path = std::getenv(preload_session); // NOLINT(concurrency-mt-unsafe)
    if (path == nullptr)
        return false;
    path_of_session.add(path);
    const int descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const SessionMapping mapping = map_session(descriptor, MapAt::anywhere);
    real().close(descriptor);
    if (mapping.base == nullptr)
        return false;
    mapped = mapping;
    writer = new (writer_memory.data()) SessionWriter(mapping.view(), mapping.clock);
    return true;
}

/// Begins before the program and before the constructors of most of its libraries.
__attribute__((constructor(101))) void attach() noexcept {
    const int error = errno;
    process = static_cast<std::uint32_t>(getpid());
    find_own_path();
    find_program_path();
    ++Lane::of_this_thread().hooks;
    if (open_session()) {
        Recorder::set_session(writer);
        watch_ends_of_threads();
        begin_first_lane();
        find_python();
    }
    --Lane::of_this_thread().hooks;
    errno = error;
}

__attribute__((destructor)) void detach() noexcept {
    ++Lane::of_this_thread().hooks;
    note_end_of_gil();
    Lane::of_this_thread().end();
}

} // namespace

SessionWriter* session() noexcept {
    return writer;
}

void await_free_ring() noexcept {
    constexpr int most_waits = 200;
    constexpr timespec wait{0, 1'000'000};
    for (int i = 0; i < most_waits; ++i) {
        if (has_free_ring()) {
            waits_in_vain.store(false, std::memory_order_relaxed);
            return;
        }
        if (waits_in_vain.load(std::memory_order_relaxed))
            return;
        real().nanosleep(&wait, nullptr);
    }
    waits_in_vain.store(true, std::memory_order_relaxed);
}

std::string_view session_path() noexcept {
    return writer != nullptr ? path_of_session.view() : std::string_view();
}

std::string_view library_path() noexcept {
    return path_of_library.view();
}

std::uint32_t process_number() noexcept {
    return process;
}

void note_fork() noexcept {
    process = static_cast<std::uint32_t>(getpid());
    was_forked = true;
}

bool is_forked() noexcept {
    return was_forked;
}

std::string_view process_name() noexcept {
    return name_of_process.empty() ? program_name() : name_of_process.view();
}

void set_process_name(std::string_view name) noexcept {
    name_of_process.clear();
    name_of_process.add(name);
}

std::string_view program_name() noexcept {
    return last_part(path_of_program.view());
}

std::string_view program_path() noexcept {
    return path_of_program.view();
}

} // namespace interleave::preload
