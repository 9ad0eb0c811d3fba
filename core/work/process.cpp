#include "core/work/process.h"

#include "core/event/error.h"
#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::size_t failure_bytes = 512;
constexpr int code_of_failure = 1;
constexpr auto grace_when_stopped = std::chrono::milliseconds(100);

void keep_text(void* to, std::string_view text) noexcept {
    const std::size_t length = std::min(text.size(), failure_bytes - 1);
    std::memcpy(to, text.data(), length); // the memory is zeroed, so the text ends
}

} // namespace

std::string to_text(const ProcessEnd& end) {
    if (!end.failure.empty())
        return "failed: " + end.failure;
    if (end.signal != 0)
        return "was killed by signal " + std::to_string(end.signal) + " (" + strsignal(end.signal) + ")";
    return "ended with exit code " + std::to_string(end.code);
}

Process::Process(Started, std::string name, const std::function<int()>& body,
                 const std::source_location& where)
    : name_(std::move(name))
    , object_(register_object(ObjectKind::worker, name_))
    , failure_(failure_bytes) {
    hand_over(Operation::start, object_);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::start, object_, 0, recorder.site(where));
    const pid_t parent = getpid();
    const bool parent_is_main_thread = gettid() == parent;
    pid_ = fork();
    if (pid_ == 0)
        live(body, parent, parent_is_main_thread);
    if (pid_ < 0)
        throw RunError("cannot start process '" + name_ + "': " + std::strerror(errno));
}

void Process::live(const std::function<int()>& body, pid_t parent, bool parent_is_main_thread) noexcept {
    // The kernel ties this signal to the thread that forked. Only the main thread lives as long as its
    // process; who is forked by another one relies on the process group, which is killed as a whole.
    if (parent_is_main_thread && (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent))
        _exit(code_of_failure);
    Gil::forget_after_fork();
    Recorder& recorder = Recorder::of_this_thread();
    int code = 0;
    try {
        recorder.begin_lane(LaneKind::process, name_,
                            object_); // from here on a ring of its own, not the parent's
        code = body();
    } catch (const Stopped&) { // NOLINT(bugprone-empty-catch): this is how a worker ends when the run does
    } catch (const std::exception& error) {
        keep_text(failure_.data(), error.what());
        code = code_of_failure;
    } catch (...) {
        keep_text(failure_.data(), "something that is no std::exception was thrown");
        code = code_of_failure;
    }
    recorder.end_lane();
    _exit(code); // nothing of the parent's is flushed or destroyed here
}

Process::Process(Process&& other) noexcept
    : name_(std::move(other.name_))
    , object_(other.object_)
    , failure_(std::move(other.failure_))
    , pid_(std::exchange(other.pid_, -1))
    , end_(std::move(other.end_)) {}

Process::~Process() {
    if (pid_ < 0 || end_)
        return;
    try {
        const Deadline deadline = Deadline::in(grace_when_stopped);
        while (stop_requested() && !deadline.has_passed() && !reap(WNOHANG))
            usleep(1000);
        if (!end_ && !reap(WNOHANG)) {
            kill(pid_, SIGKILL);
            while (!reap(0)) {
            }
        }
    } catch (const std::system_error&) { // NOLINT(bugprone-empty-catch): somebody else reaped it: it is gone
    }
}

const ProcessEnd& Process::join(std::source_location where) {
    hand_over(Operation::join, object_);
    if (end_)
        return *end_;
    const auto record_join = [this](Recorder& recorder, SiteId site) {
        recorder.event_after(EventKind::joined, object_, static_cast<std::uint64_t>(end_->code), site,
                             static_cast<std::uint16_t>(end_->signal));
    };
    if (reap(WNOHANG)) {
        Recorder& recorder = Recorder::of_this_thread();
        record_join(recorder, recorder.site(where));
    } else {
        wait_in_kernel(
            {object_, where}, [this] { return reap(0); }, record_join);
    }
    throw_if_stopped(); // the child ended, but perhaps not with its work done
    return *end_;
}

bool Process::has_ended() {
    return end_ || reap(WNOHANG);
}

/// Whether the child's end is known now; false if it still lives or a signal broke off the wait.
bool Process::reap(int options) {
    int status = 0;
    const pid_t reaped = waitpid(pid_, &status, options);
    if (reaped == 0 || (reaped < 0 && errno == EINTR))
        return false;
    if (reaped < 0)
        throw std::system_error(errno, std::generic_category(), "waiting for process '" + name_ + "'");
    const auto* const failure = static_cast<const char*>(failure_.data());
    end_ = ProcessEnd{WIFEXITED(status) ? WEXITSTATUS(status) : 0, WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                      std::string(failure, strnlen(failure, failure_bytes))};
    return true;
}

} // namespace interleave
