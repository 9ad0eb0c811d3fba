// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/guardian.h"

#include "core/engine/control_socket.h"
#include "core/engine/control_words.h"
#include "core/engine/descendants.h"
#include "core/engine/end_report.h"
#include "core/engine/recorded_program.h"
#include "core/engine/runner.h"
#include "core/event/error.h"
#include "core/event/refused_call.h"
#include "core/event/session_region.h"
#include "core/sync/stopped.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave {

namespace {

using Time = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto grace = 250ms; ///< from the request to stop to the kill, of a scenario
/// The same of a program, which may have to save something. After half of it, it is asked once more.
constexpr auto grace_of_program = 2s;
constexpr auto wake_up_interval = 20ms; ///< repeated, as a worker may block just after it was woken
constexpr timespec kill_interval{0, 5'000'000};

[[noreturn]] void fail(const char* what) {
    throw_refused_call(what, errno);
}

/// Returns a descriptor on which SIGCHLD can be polled, and the signals that were blocked before.
Descriptor watch_children(sigset_t& before) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, &before);
    Descriptor signals(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals)
        fail("watch the engine");
    return signals;
}

class Guardian {
public:
    Guardian(ControlSocket& control, SessionRegion& region, const RunDescription& run, pid_t host);

    /// Forks the engine and waits until it is at its gate.
    void start_engine();
    /// Watches the run from its gate to the end of all its processes.
    void watch();

private:
    [[noreturn]] void become_engine(pid_t guardian, int gate);
    void wait_for_events();
    void receive_word();
    void begin_to_stop(EndCause cause);
    void go_on_stopping();
    void wake_workers() const;
    static void ask_all(int signal);
    std::chrono::nanoseconds grace_left() const;
    bool is_over() const;
    bool reap();
    void end_everything();
    std::string read_result() const;
    std::chrono::nanoseconds time_until_next_action() const;

    ControlSocket& control_;
    SessionRegion& region_;
    const RunDescription& run_;
    const pid_t host_;
    sigset_t blocked_before_{};
    Descriptor signals_;
    Descriptor gate_;
    Descriptor result_;
    pid_t engine_ = -1;
    EndReport report_;
    bool engine_ended_ = false;
    bool any_child_left_ = true;
    bool asked_again_ = false; ///< a program to end
    bool host_gone_ = false;
    std::optional<Time::time_point> limit_; ///< once the gate is open
    std::optional<Time::time_point> stopping_since_;
};

Guardian::Guardian(ControlSocket& control, SessionRegion& region, const RunDescription& run, pid_t host)
    : control_(control)
    , region_(region)
    , run_(run)
    , host_(host)
    , signals_(watch_children(blocked_before_)) {}

void Guardian::start_engine() {
    std::array<int, 2> gate{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, gate.data()) != 0)
        fail("make the start gate");
    gate_ = Descriptor(gate[0]);
    Descriptor engine_side(gate[1]);
    result_ = Descriptor(memfd_create("interleave-result", MFD_CLOEXEC));
    if (!result_)
        fail("make a place for the result");
    const pid_t self = getpid();
    engine_ = fork();
    if (engine_ < 0)
        throw_refused_start("start the engine", errno);
    if (engine_ == 0)
        become_engine(self, engine_side.get());
    if (!run_.program)
        setpgid(engine_, engine_); // parent and child both do it, so that neither has to wait
    engine_side.close();
    char ready = 0;
    ssize_t got = 0;
    do {
        got = read(gate_.get(), &ready, 1);
    } while (got < 0 && errno == EINTR);
    if (got != 1)
        throw RunError("the engine ended before the run began");
}

void Guardian::become_engine(pid_t guardian, int gate) {
    // A program belongs to the host's process group, so that it has the terminal as its user expects: what is
    // typed, Ctrl+C and Ctrl+Z reach it. One that is captured has no terminal: it would be stopped as soon as
    // it read there.
    if (run_.program && run_.program->is_captured)
        setsid();
    else
        setpgid(0, run_.program ? getpgid(host_) : 0);
    // If the guardian is killed, the kernel kills the engine. The guardian may have been killed before this
    // call, so its id is checked after it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != guardian)
        _exit(0);
    { const ControlSocket gone = std::move(control_); } // else the host would not see the guardian's end
    signals_.close();
    gate_.close();
    sigprocmask(SIG_SETMASK, &blocked_before_, nullptr);
    if (run_.program)
        become_program(*run_.program, {gate, result_.get()});
    run_engine(run_, region_, {gate, result_.get()});
}

void Guardian::watch() {
    control_.send(ready_text(engine_));
    while (!is_over()) {
        wait_for_events();
        if (limit_ && !stopping_since_ && Time::now() >= *limit_)
            begin_to_stop(EndCause::time_limit);
        if (stopping_since_)
            go_on_stopping();
    }
    end_everything();
    report_.result = read_result();
    control_.send(to_text(report_));
}

/// A scenario is over when its main process has ended, a program when all of its processes have: it may go on
/// as a daemon, which its first process only starts.
bool Guardian::is_over() const {
    const bool ended = run_.program ? !any_child_left_ : engine_ended_;
    return ended || (host_gone_ && !run_.program) || (stopping_since_ && grace_left() <= 0ns);
}

std::chrono::nanoseconds Guardian::grace_left() const {
    return *stopping_since_ + (run_.program ? grace_of_program : grace) - Time::now();
}

std::chrono::nanoseconds Guardian::time_until_next_action() const {
    if (stopping_since_)
        return std::min<std::chrono::nanoseconds>(wake_up_interval, grace_left());
    return limit_ ? *limit_ - Time::now() : std::chrono::hours(1);
}

void Guardian::wait_for_events() {
    const auto wait = std::max<std::chrono::nanoseconds>(time_until_next_action(), 0ns).count();
    const timespec time{wait / 1'000'000'000, wait % 1'000'000'000};
    std::array<pollfd, 2> ready{pollfd{host_gone_ ? -1 : control_.descriptor(), POLLIN, 0},
                                pollfd{signals_.get(), POLLIN, 0}};
    if (ppoll(ready.data(), ready.size(), &time, nullptr) <= 0)
        return;
    if (ready[1].revents != 0)
        any_child_left_ = reap();
    if (ready[0].revents != 0)
        receive_word();
}

void Guardian::receive_word() {
    std::string word;
    switch (control_.receive(word, 0us)) {
    case ControlSocket::Received::nothing:
        break;
    case ControlSocket::Received::closed:
        host_gone_ = true;
        if (run_.program)
            begin_to_stop(EndCause::asked);
        break;
    case ControlSocket::Received::text:
        if (word == word_stop) {
            begin_to_stop(EndCause::asked);
        } else if (word == word_interrupt) {
            // It reached the program's processes, too, and is theirs. Once the first of them has ended,
            // nobody is left whom the user means but this recording.
            if (engine_ended_)
                begin_to_stop(EndCause::asked);
        } else if (word == word_go && gate_) {
            if (run_.time_limit)
                limit_ = Time::now() + *run_.time_limit;
            // With MSG_NOSIGNAL an engine that was killed at its gate does not end its guardian with SIGPIPE.
            send(gate_.get(), "g", 1, MSG_NOSIGNAL);
            gate_.close();
        }
        break;
    }
}

void Guardian::begin_to_stop(EndCause cause) {
    if (stopping_since_)
        return;
    report_.cause = cause;
    stopping_since_ = Time::now();
    if (run_.program)
        ask_all(SIGINT);
    else
        region_.writer().request_stop();
    gate_.close(); // in case the engine still waits there
}

void Guardian::go_on_stopping() {
    if (!run_.program) {
        wake_workers();
    } else if (!asked_again_ && grace_left() <= grace_of_program / 2) {
        asked_again_ = true;
        ask_all(SIGTERM);
    }
}

/// Sends a signal to all processes of the program.
void Guardian::ask_all(int signal) {
    for (const pid_t process : living_descendants_of(getpid()))
        kill(process, signal);
}

void Guardian::wake_workers() const {
    LaneInfo lane;
    for (std::uint32_t i = 0; i < region_.reader().lane_count(); ++i) {
        // The run writes the table, so it could name a process outside of the run.
        if (region_.reader().read_lane(i, lane) && lane.pid > 0 && lane.tid > 0 &&
            getpgid(lane.pid) == engine_)
            tgkill(lane.pid, lane.tid, stop_signal);
    }
}

/// Reaps all children that have ended. Returns false when no child is left.
bool Guardian::reap() {
    signalfd_siginfo ignored{};
    while (read(signals_.get(), &ignored, sizeof ignored) > 0) {
    }
    int status = 0;
    pid_t pid = 0;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        ProcessExit exit{pid, WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                         WIFSIGNALED(status) ? WTERMSIG(status) : 0};
        // Other processes come here when their parent has ended, for which the kernel or this guardian kills
        // them.
        exit.ended_with_run = exit.signal == SIGKILL && (pid != engine_ || report_.killed);
        if (run_.program)
            report_.ended_ns = monotonic_raw_ns(); // of the last one
        if (pid != engine_) {
            if (report_.others.size() < most_exits)
                report_.others.push_back(exit);
            continue;
        }
        report_.engine = exit;
        report_.ended_ns = monotonic_raw_ns();
        engine_ended_ = true;
    }
    return pid == 0;
}

void Guardian::end_everything() {
    report_.killed = !engine_ended_;
    // A process that left the process group is found as a child, because orphans become children of this
    // process. Each kill may make new orphans. Where no child is left there is nothing to look for.
    while (reap()) {
        if (!run_.program)
            kill(-engine_, SIGKILL);
        for (const pid_t child : children_of_this_process())
            kill(child, SIGKILL);
        pollfd ready{signals_.get(), POLLIN, 0};
        ppoll(&ready, 1, &kill_interval, nullptr);
    }
}

std::string Guardian::read_result() const {
    const off_t size = lseek(result_.get(), 0, SEEK_END);
    if (size <= 0)
        return {};
    std::string text(std::min(static_cast<std::size_t>(size), longest_result + 1), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t got =
            pread(result_.get(), text.data() + done, text.size() - done, static_cast<off_t>(done));
        if (got <= 0)
            return {};
        done += static_cast<std::size_t>(got);
    }
    return text;
}

RunDescription receive_description(ControlSocket& control) {
    std::string text;
    ControlSocket::Received received = ControlSocket::Received::nothing;
    while (received == ControlSocket::Received::nothing)
        received = control.receive(text, 1h);
    if (received == ControlSocket::Received::closed)
        throw RunError("the host left before it said what to run");
    return run_description_from(text);
}

} // namespace

int guard_run(int control_descriptor, int region_descriptor) {
    const pid_t host = getppid();
    ControlSocket control{Descriptor(control_descriptor)};
    try {
        // Orphans of the run become children of this process instead of init, so all of them are found.
        if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
            fail("become the keeper of the run's processes");
        const auto region = SessionRegion::attach(region_descriptor);
        const RunDescription run = receive_description(control);
        Guardian guardian(control, *region, run, host);
        guardian.start_engine();
        guardian.watch();
        return 0;
    } catch (const std::exception& error) {
        control.send(failure_text(error.what()));
        return 1;
    }
}

} // namespace interleave
