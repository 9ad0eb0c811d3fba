// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/process.h"

#include "core/event/recorder.h"
#include "core/event/refused_call.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"
#include "core/work/process_child.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

constexpr auto grace_when_stopped = std::chrono::milliseconds(100);
constexpr auto between_looks = std::chrono::milliseconds(1);

} // namespace

std::string to_text(const ProcessEnd& end) {
    if (!end.failure.empty())
        return "failed: " + end.failure;
    if (end.signal != 0)
        return "was killed by signal " + std::to_string(end.signal) + " (" + strsignal(end.signal) + ")";
    return "ended with exit code " + std::to_string(end.code);
}

std::string death_text(const ProcessEnd& end) {
    return to_text(end) + (end.signal == SIGKILL ? remedy_for_kill : "");
}

Process::Process(std::string name, ProcessNotes& notes, const std::source_location& where)
    : name_(std::move(name))
    , object_(register_object(ObjectKind::worker, name_))
    , notes_(&notes) {
    hand_over(Operation::start, object_, where);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::start, object_, 0, recorder.site(where));
    recorder.publish(notes.started);
}

Process::Process(SharedMemory memory, std::string name, const std::function<int()>& body,
                 const std::source_location& where)
    : Process(std::move(name), *new (memory.data()) ProcessNotes, where) {
    memory_.emplace(std::move(memory));
    const pid_t own_pid = getpid();
    const pid_t parent = gettid() == own_pid ? own_pid : 0;
    pid_ = fork();
    if (pid_ == 0) {
        if (!end_with_parent(parent))
            _exit(code_of_failure);
        Gil::forget_after_fork();
        _exit(run_child(StartMethod::fork, name_, object_, *notes_,
                        body)); // does not flush or destroy anything of the parent
    }
    if (pid_ < 0)
        throw_refused_start("start process '" + name_ + "'", errno);
    lane_started(object_, StartMethod::fork);
}

SharedMemory Process::memory_for_notes() {
    return SharedMemory(sizeof(ProcessNotes));
}

Process::Process(Process&& other) noexcept
    : name_(std::move(other.name_))
    , object_(other.object_)
    , memory_(std::move(other.memory_))
    , notes_(std::exchange(other.notes_, nullptr))
    , pid_(std::exchange(other.pid_, -1))
    , end_(std::move(other.end_)) {}

Process::~Process() {
    if (pid_ < 0 || end_)
        return;
    try {
        const Deadline deadline = Deadline::in(grace_when_stopped);
        while (stop_requested() && !deadline.has_passed() && !reap(WNOHANG))
            sleep_until(Deadline::in(between_looks));
        if (!end_ && !reap(WNOHANG)) {
            kill(pid_, SIGKILL);
            const BlockingCall call({object_, Readiness::of<&Process::end_is_known>(*this)});
            while (!reap(0)) {
            }
        }
        Recorder& recorder = Recorder::of_this_thread();
        record_end(recorder, recorder.site(std::source_location::current()));
    } catch (const std::system_error&) { // NOLINT(bugprone-empty-catch): another thread reaped it: it is gone
    }
}

const ProcessEnd& Process::join(const std::function<bool()>& wait, std::source_location where) {
    hand_over(Operation::join, object_, where, Readiness::of<&Process::end_is_known>(*this));
    if (end_)
        return *end_;
    if (reap(WNOHANG)) {
        Recorder& recorder = Recorder::of_this_thread();
        record_end(recorder, recorder.site(where));
    } else {
        wait_in_kernel(
            {object_, where}, Readiness::of<&Process::end_is_known>(*this),
            [&] { return (!wait || wait()) && reap(0); },
            [this](Recorder& recorder, SiteId site) { record_end(recorder, site); });
    }
    throw_if_stopped(); // the child ended, but perhaps before its work was done
    return *end_;
}

/// Records that this lane was told of the end.
void Process::record_end(Recorder& recorder, SiteId site) const noexcept {
    recorder.follow(notes_->ended);
    recorder.event(EventKind::joined, object_, static_cast<std::uint64_t>(end_->code), site,
                   static_cast<std::uint16_t>(end_->signal));
}

/// Returns whether a wait for the child's end would return at once. It does not reap the child.
bool Process::end_is_known() const noexcept {
    siginfo_t info{};
    return end_ || waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
           info.si_pid != 0;
}

/// Reaps the child if it has ended. Returns whether its end is known now; false if it is alive or a signal
/// interrupted the wait.
bool Process::reap(int options) {
    int status = 0;
    const pid_t reaped = waitpid(pid_, &status, options);
    if (reaped == 0 || (reaped < 0 && errno == EINTR))
        return false;
    if (reaped < 0)
        throw std::system_error(errno, std::generic_category(), "waiting for process '" + name_ + "'");
    end_ = ProcessEnd{
        WIFEXITED(status) ? WEXITSTATUS(status) : 0, WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        std::string(notes_->failure.data(), strnlen(notes_->failure.data(), notes_->failure.size()))};
    return true;
}

} // namespace interleave
