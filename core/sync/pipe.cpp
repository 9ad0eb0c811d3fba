// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/pipe.h"

#include "core/event/recorder.h"
#include "core/event/refused_call.h"
#include "core/sync/blocking_call.h"
#include "core/sync/gil.h"
#include "core/sync/hand_over.h"
#include "core/sync/stopped.h"
#include "core/sync/timespec.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave {

namespace {

/// Whether this thread is in Pipe::write(), which reports a pipe without a reader as its result.
thread_local volatile std::sig_atomic_t writes_to_pipe = 0;

/// What SIGPIPE did before. It is never freed, as a handler may read it at any time.
std::atomic<const struct sigaction*> action_before{nullptr};

/// Lets SIGPIPE do what it did before, unless the signal is of a Pipe.
void handle_broken_pipe(int) {
    if (writes_to_pipe != 0)
        return;
    sigaction(SIGPIPE, action_before.load(), nullptr);
    raise(SIGPIPE); // it is delivered when this handler has returned
}

/// A handler, and not SIG_IGN, as programs that a scenario starts would inherit that. What else writes to a
/// broken pipe in this process is ended as on any system. To block the signal around each write would take
/// two system calls.
void expect_broken_pipes() {
    struct sigaction action {};
    sigaction(SIGPIPE, nullptr, &action);
    if (action.sa_handler == handle_broken_pipe || action.sa_handler == SIG_IGN)
        return;
    action_before.store(new struct sigaction(action));
    struct sigaction ours {};
    ours.sa_handler = handle_broken_pipe;
    ours.sa_flags = SA_RESTART;
    sigemptyset(&ours.sa_mask);
    sigaction(SIGPIPE, &ours, nullptr);
}

/// Writes as write(2) does. A pipe without a reader is only an error.
ssize_t write_without_signal(int descriptor, std::span<const std::byte> bytes) noexcept {
    writes_to_pipe = 1;
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    writes_to_pipe = 0;
    return written;
}

[[noreturn]] void fail(const char* doing) {
    throw_refused_call(std::string(doing) + " a pipe", errno);
}

/// Records io_begin and io_end around a block in which the lane does not hold the GIL, however the block
/// ends. The end is not stamped before the begin of a call of the other end that made it possible.
class InKernel {
public:
    InKernel(ObjectId object, ReleaseStamp& called, std::size_t bytes, const std::source_location& where)
        : without_(where)
        , object_(object)
        , called_(called)
        , site_(Recorder::of_this_thread().site(where)) {
        Recorder& recorder = Recorder::of_this_thread();
        recorder.event(EventKind::io_begin, object_, bytes, site_);
        recorder.publish_with_others(called_);
    }
    ~InKernel() {
        Recorder& recorder = Recorder::of_this_thread();
        recorder.follow(called_);
        recorder.event(EventKind::io_end, object_, transferred, site_);
    }
    InKernel(const InKernel&) = delete;
    InKernel& operator=(const InKernel&) = delete;

    std::size_t transferred = 0;

private:
    WithoutGil without_; // first, so that the GIL is taken again after io_end
    ObjectId object_;
    ReleaseStamp& called_;
    SiteId site_;
};

} // namespace

/// Says whether a write or a read on one end would have a result now: it would transfer bytes, or report that
/// the other end is closed.
struct Pipe::EndIsReady {
    int descriptor;
    short events;
    bool operator()() const noexcept {
        pollfd end{descriptor, events, 0};
        return poll(&end, 1, 0) > 0;
    }
};

Pipe::Pipe(std::string_view name) : object_(register_object(ObjectKind::pipe, name)) {
    expect_broken_pipes();
    void* const page =
        mmap(nullptr, sizeof *both_ends_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        fail("count the messages of");
    both_ends_ = new (page) BothEnds;
    // The pipe is non-blocking and every wait is in ppoll, so that a wait can end with a message, a limit or
    // a stop.
    if (pipe2(descriptors_.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        munmap(page, sizeof *both_ends_);
        fail("make");
    }
}

Pipe::~Pipe() {
    close_reading_end();
    close_writing_end();
    munmap(both_ends_, sizeof *both_ends_);
}

bool Pipe::write(std::span<const std::byte> bytes, Deadline deadline, std::source_location where) {
    const EndIsReady ready{descriptors_[writing], POLLOUT};
    hand_over(Operation::blocking_call, object_, where, Readiness::of(ready));
    InKernel io(object_, both_ends_->called, bytes.size(), where);
    while (io.transferred < bytes.size()) {
        const auto rest = bytes.subspan(io.transferred);
        const ssize_t written = write_without_signal(descriptors_[writing], rest);
        if (written >= 0)
            io.transferred += static_cast<std::size_t>(written);
        else if (errno == EPIPE)
            return false;
        else if (errno != EAGAIN && errno != EINTR)
            fail("write to");
        else if (!wait_for(ready, deadline))
            return false;
    }
    return true;
}

std::size_t Pipe::read(std::span<std::byte> bytes, Deadline deadline, std::source_location where) {
    const EndIsReady ready{descriptors_[reading], POLLIN};
    hand_over(Operation::blocking_call, object_, where, Readiness::of(ready));
    InKernel io(object_, both_ends_->called, bytes.size(), where);
    while (io.transferred < bytes.size()) {
        const auto rest = bytes.subspan(io.transferred);
        const ssize_t got = ::read(descriptors_[reading], rest.data(), rest.size());
        if (got == 0)
            break;
        if (got > 0)
            io.transferred += static_cast<std::size_t>(got);
        else if (errno != EAGAIN && errno != EINTR)
            fail("read from");
        else if (!wait_for(ready, deadline))
            break;
    }
    return io.transferred;
}

/// Waits until the end is ready; a signal ends the wait early. Returns false if the deadline passed.
bool Pipe::wait_for(const EndIsReady& ready, Deadline deadline) const {
    throw_if_stopped();
    if (deadline.has_passed())
        return false;
    BlockingCall call({object_, Readiness::of(ready), deadline});
    timespec left{};
    if (!deadline.is_never())
        left = to_timespec(deadline.left().count());
    pollfd end{ready.descriptor, ready.events, 0};
    const int answer = ppoll(&end, 1, deadline.is_never() ? nullptr : &left, nullptr);
    if (answer < 0 && errno != EINTR)
        fail("wait for");
    if (answer <= 0)
        call.came_back(answer == 0 ? Woken::timed_out : Woken::interrupted);
    return true;
}

void Pipe::close_reading_end() noexcept {
    close_end(reading);
}

void Pipe::close_writing_end() noexcept {
    close_end(writing);
}

void Pipe::close_end(End end) noexcept {
    if (descriptors_[end] >= 0)
        close(descriptors_[end]);
    descriptors_[end] = -1;
}

void Pipe::record_send(Number number, const std::source_location& where) const noexcept {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::send, object_, number, recorder.site(where));
}

void Pipe::record_receive(Number number, const std::source_location& where) const noexcept {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::receive, object_, number, recorder.site(where));
}

} // namespace interleave
