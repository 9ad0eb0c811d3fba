// SPDX-License-Identifier: GPL-3.0-or-later
// Calls that may block in the kernel for input or output. Those that watch nothing are a way to sleep: Python
// does that by select() up to 3.10.
#include "core/preload/hook.h"
#include "core/preload/place.h"
#include "core/preload/recorded_sleep.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

using namespace interleave;
using namespace interleave::preload;

namespace {

/// Whether a call on a descriptor can wait for another program. What is behind a file answers soon, so its
/// calls are recorded only if they took long.
enum class Channel : std::uint8_t { unknown, waits, answers };
constexpr std::size_t descriptors = 1024;
constinit std::array<std::atomic<Channel>, descriptors> channels{};

Channel channel_of(int descriptor) noexcept {
    struct stat status {};
    if (fstat(descriptor, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) ||
        S_ISBLK(status.st_mode))
        return Channel::answers;
    const int flags = fcntl(descriptor, F_GETFL);
    return flags >= 0 && (flags & O_NONBLOCK) != 0 ? Channel::answers : Channel::waits;
}

bool waits(int descriptor) noexcept {
    if (descriptor < 0 || static_cast<std::size_t>(descriptor) >= descriptors)
        return true;
    std::atomic<Channel>& channel = channels[static_cast<std::size_t>(descriptor)];
    Channel known = channel.load(std::memory_order_relaxed);
    if (known == Channel::unknown) {
        const int error = errno;
        known = channel_of(descriptor);
        channel.store(known, std::memory_order_relaxed);
        errno = error;
    }
    return known == Channel::waits;
}

/// In ticks of a TSC of 2 to 4 GHz 50 to 25 µs.
constexpr std::uint64_t long_call = 100'000;

template <typename Result>
std::uint64_t bytes_of(Result result, bool counts_bytes) noexcept {
    return counts_bytes && result > 0 ? static_cast<std::uint64_t>(result) : 0;
}

/// Records a call that may wait, so that a wait without an end is seen.
template <typename Call>
auto wait_in_kernel(std::uint64_t bytes, bool counts_bytes, SiteId site, Call&& call) noexcept {
    Lane& lane = Lane::of_this_thread();
    lane.event(EventKind::io_begin, no_object, bytes, site);
    const auto result = cancellable(call, [&] { lane.event_after(EventKind::io_end, no_object, 0, site); });
    const int error = errno;
    lane.event_after(EventKind::io_end, no_object, bytes_of(result, counts_bytes), site);
    errno = error;
    return result;
}

template <typename Call>
auto call_kernel(int descriptor, std::uint64_t bytes, Where where, Call&& call) noexcept {
    if (waits(descriptor))
        return wait_in_kernel(bytes, true, where.site(), call);
    const std::uint64_t begin = Clock::now();
    const auto result = cancellable(call, [] {});
    const std::uint64_t end = Clock::now();
    if (end - begin > long_call) {
        const int error = errno;
        const SiteId site = where.site();
        Lane& lane = Lane::of_this_thread();
        lane.held.write_open();
        Recorder::of_this_thread().event_at(begin, EventKind::io_begin, no_object, bytes, site);
        lane.event_after(EventKind::io_end, no_object, bytes_of(result, true), site);
        errno = error;
    }
    return result;
}

} // namespace

INTERLEAVE_HOOK int close(int descriptor) {
    if (descriptor >= 0 && static_cast<std::size_t>(descriptor) < descriptors)
        channels[static_cast<std::size_t>(descriptor)].store(Channel::unknown, std::memory_order_relaxed);
    return real().close(descriptor);
}

INTERLEAVE_HOOK ssize_t read(int descriptor, void* buffer, size_t size) {
    const Hook hook;
    const auto call = [&] { return real().read(descriptor, buffer, size); };
    return hook ? call_kernel(descriptor, size, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK ssize_t write(int descriptor, const void* buffer, size_t size) {
    const Hook hook;
    const auto call = [&] { return real().write(descriptor, buffer, size); };
    return hook ? call_kernel(descriptor, size, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK ssize_t recv(int descriptor, void* buffer, size_t size, int flags) {
    const Hook hook;
    const auto call = [&] { return real().recv(descriptor, buffer, size, flags); };
    return hook ? call_kernel(descriptor, size, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK ssize_t send(int descriptor, const void* buffer, size_t size, int flags) {
    const Hook hook;
    const auto call = [&] { return real().send(descriptor, buffer, size, flags); };
    return hook ? call_kernel(descriptor, size, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK ssize_t recvfrom(int descriptor, void* buffer, size_t size, int flags, sockaddr* from,
                                 socklen_t* length) {
    const Hook hook;
    const auto call = [&] { return real().recvfrom(descriptor, buffer, size, flags, from, length); };
    return hook ? call_kernel(descriptor, size, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK ssize_t sendto(int descriptor, const void* buffer, size_t size, int flags, const sockaddr* to,
                               socklen_t length) {
    const Hook hook;
    const auto call = [&] { return real().sendto(descriptor, buffer, size, flags, to, length); };
    return hook ? call_kernel(descriptor, size, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK ssize_t recvmsg(int descriptor, msghdr* message, int flags) {
    const Hook hook;
    const auto call = [&] { return real().recvmsg(descriptor, message, flags); };
    return hook ? call_kernel(descriptor, 0, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
    const Hook hook;
    const auto call = [&] { return real().sendmsg(descriptor, message, flags); };
    return hook ? call_kernel(descriptor, 0, INTERLEAVE_WHERE, call) : call();
}

INTERLEAVE_HOOK int accept(int descriptor, sockaddr* from, socklen_t* length) {
    const Hook hook;
    const auto call = [&] { return real().accept(descriptor, from, length); };
    return hook && waits(descriptor) ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int accept4(int descriptor, sockaddr* from, socklen_t* length, int flags) {
    const Hook hook;
    const auto call = [&] { return real().accept4(descriptor, from, length, flags); };
    return hook && waits(descriptor) ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int connect(int descriptor, const sockaddr* to, socklen_t length) {
    const Hook hook;
    const auto call = [&] { return real().connect(descriptor, to, length); };
    return hook && waits(descriptor) ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int poll(pollfd* watched, nfds_t count, int timeout_ms) {
    const Hook hook;
    const auto call = [&] { return real().poll(watched, count, timeout_ms); };
    if (hook && count == 0 && timeout_ms > 0) {
        const timespec time{timeout_ms / 1000, timeout_ms % 1000 * 1'000'000};
        return sleep_recorded(ns_of(&time), site_of_blocking_call(INTERLEAVE_CALLERS), call);
    }
    return hook && timeout_ms != 0 ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int ppoll(pollfd* watched, nfds_t count, const timespec* timeout, const sigset_t* signals) {
    const Hook hook;
    const auto call = [&] { return real().ppoll(watched, count, timeout, signals); };
    if (hook && count == 0 && timeout != nullptr)
        return sleep_recorded(ns_of(timeout), site_of_blocking_call(INTERLEAVE_CALLERS), call);
    return hook ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int select(int count, fd_set* readable, fd_set* writable, fd_set* others, timeval* timeout) {
    const Hook hook;
    const auto call = [&] { return real().select(count, readable, writable, others, timeout); };
    if (hook && count == 0 && timeout != nullptr) {
        const timespec time{timeout->tv_sec, timeout->tv_usec * 1000}; // the call may change it
        return sleep_recorded(ns_of(&time), site_of_blocking_call(INTERLEAVE_CALLERS), call);
    }
    return hook ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int pselect(int count, fd_set* readable, fd_set* writable, fd_set* others,
                            const timespec* timeout, const sigset_t* signals) {
    const Hook hook;
    const auto call = [&] { return real().pselect(count, readable, writable, others, timeout, signals); };
    if (hook && count == 0 && timeout != nullptr)
        return sleep_recorded(ns_of(timeout), site_of_blocking_call(INTERLEAVE_CALLERS), call);
    return hook ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int epoll_wait(int descriptor, epoll_event* events, int most, int timeout_ms) {
    const Hook hook;
    const auto call = [&] { return real().epoll_wait(descriptor, events, most, timeout_ms); };
    return hook && timeout_ms != 0 ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}

INTERLEAVE_HOOK int epoll_pwait(int descriptor, epoll_event* events, int most, int timeout_ms,
                                const sigset_t* signals) {
    const Hook hook;
    const auto call = [&] { return real().epoll_pwait(descriptor, events, most, timeout_ms, signals); };
    return hook && timeout_ms != 0 ? wait_in_kernel(0, false, INTERLEAVE_CALLER, call) : call();
}
