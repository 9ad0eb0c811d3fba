// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_process.h"

#include "core/engine/control_words.h"
#include "core/engine/descendants.h"
#include "core/event/error.h"
#include "core/event/refused_call.h"
#include "core/trace/json.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace interleave {

namespace {

using namespace std::chrono_literals;

/// How long the start may take. The engine first touches the rings of many lanes, on a machine that may be
/// slow.
constexpr auto start_timeout = 30s;
/// When the host kills the run if its guardian has not ended it, after it was asked to. A guardian that runs
/// kills a scenario after 250 ms, a program after 2 s.
constexpr auto overdue_after = 400ms;
constexpr auto program_overdue_after = 2'400ms;
/// How long a guardian that runs, but has little of the processors, may take to report when the run was
/// killed. One that was stopped is not waited for.
constexpr auto report_timeout = 2s;
/// How long a guardian may take to end. It needs the time of a few kills, unless it was itself stopped.
constexpr auto guardian_timeout = 300ms;
/// How long killed processes may take to end. Most of that time goes to freeing their memory.
constexpr auto kill_timeout = 150ms;

/// Returns a copy with a number above those that the guardian gets, so that dup2 to these numbers never
/// overwrites it.
Descriptor copy_above_guardian_descriptors(int descriptor) {
    Descriptor copy(fcntl(descriptor, F_DUPFD_CLOEXEC, guardian_region_descriptor + 1));
    if (!copy)
        throw_refused_call("start the engine", errno);
    return copy;
}

} // namespace

/// Owns the settings for posix_spawn().
struct SpawnSettings {
    SpawnSettings() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

namespace {

/// Gives a program the signals of this process, but one that only this process ignores.
void keep_signals(SpawnSettings& settings) {
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, SIGXFSZ);
    posix_spawnattr_setsigdefault(&settings.attributes, &own);
    posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
}

/// Gives a process no signal's setting of this process.
void reset_signals(SpawnSettings& settings) {
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&settings.attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&settings.attributes, &signals);
    posix_spawnattr_setflags(&settings.attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/// Gives a program these streams, nothing to read, and signals as a desktop would.
void capture(SpawnSettings& settings, const ProgramStreams& streams) {
    posix_spawn_file_actions_addopen(&settings.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&settings.actions, streams.output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, streams.errors, STDERR_FILENO);
    reset_signals(settings);
}

} // namespace

EngineProcess::EngineProcess(const RunDescription& run, const SessionRegion& region,
                             const ProgramStreams& streams)
    : control_(Descriptor())
    , time_limit_(run.time_limit)
    , is_of_program_(run.program.has_value()) {
    const std::string program = find_engine();
    auto [host_end, guardian_end] = ControlSocket::make_pair();
    control_ = std::move(host_end);
    launch(program, guardian_end, region, streams);
    { const ControlSocket gone = std::move(guardian_end); } // else the host would not see the guardian's end
    try {
        control_.send(to_text(run));
        await_ready();
    } catch (...) {
        control_.shut_down();
        reap_guardian(guardian_timeout);
        throw;
    }
}

EngineProcess::~EngineProcess() {
    if (guardian_ < 0)
        return;
    control_.shut_down(); // the guardian sees that and kills the run at once
    const ProcessExit exit = reap_guardian(guardian_timeout);
    if (exit.code != 0 || exit.signal != 0)
        kill_run();
}

void EngineProcess::launch(const std::string& program, const ControlSocket& guardian_end,
                           const SessionRegion& region, const ProgramStreams& streams) {
    const Descriptor control = copy_above_guardian_descriptors(guardian_end.descriptor());
    const Descriptor memory = copy_above_guardian_descriptors(region.descriptor());
    SpawnSettings settings;
    // The guardian gets its own process group, so that a signal from the terminal reaches only the host.
    posix_spawnattr_setpgroup(&settings.attributes, 0);
    if (is_of_program_) {
        // The program has the host's standard input and output, signals and further descriptors, as if it had
        // been started instead, unless it is captured. A copy to the same number makes the descriptor stay
        // open.
        for (const int descriptor : {control.get(), memory.get()})
            posix_spawn_file_actions_adddup2(&settings.actions, descriptor, descriptor);
        if (streams.output >= 0)
            capture(settings, streams);
        else
            keep_signals(settings);
        spawn(
            program,
            {std::string(role_program_guardian), std::to_string(control.get()), std::to_string(memory.get())},
            settings);
        return;
    }
    // Standard output belongs to the host, because a scenario's output must not get into the JSON document of
    // a run.
    posix_spawn_file_actions_addopen(&settings.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&settings.actions, STDERR_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, control.get(), guardian_control_descriptor);
    posix_spawn_file_actions_adddup2(&settings.actions, memory.get(), guardian_region_descriptor);
    reset_signals(settings);
    spawn(program, {std::string(role_guardian)}, settings);
}

void EngineProcess::spawn(const std::string& program, std::vector<std::string> arguments,
                          const SpawnSettings& settings) {
    std::string name = program;
    std::vector<char*> pointers{name.data()};
    for (std::string& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const int error = posix_spawn(&guardian_, program.c_str(), &settings.actions, &settings.attributes,
                                  pointers.data(), environ);
    if (error != 0) {
        guardian_ = -1;
        throw_refused_start("start '" + program + "'", error);
    }
}

void EngineProcess::await_ready() {
    std::string text;
    const auto until = Time::now() + start_timeout;
    ControlSocket::Received received = ControlSocket::Received::nothing;
    while (received == ControlSocket::Received::nothing && Time::now() < until)
        received = control_.receive(text, 100ms);
    if (received == ControlSocket::Received::text) {
        engine_ = engine_from(text);
        return;
    }
    if (received == ControlSocket::Received::nothing)
        throw RunError("the engine did not start within 30 seconds; the machine may be out of memory");
    throw RunError("the engine " + words_for(reap_guardian(guardian_timeout)) + " before the run began");
}

void EngineProcess::open_gate() noexcept {
    gate_opened_ = Time::now();
    control_.send(word_go);
}

void EngineProcess::pass_on_interrupt() noexcept {
    control_.send(word_interrupt);
}

void EngineProcess::ask_to_stop() noexcept {
    Time::rep never = 0;
    asked_to_stop_.compare_exchange_strong(never, Time::now().time_since_epoch().count());
    control_.send(word_stop);
}

std::optional<EndReport> EngineProcess::wait_for_end(std::chrono::microseconds wait) {
    std::string text;
    switch (control_.receive(text, wait)) {
    case ControlSocket::Received::nothing:
        return end_overdue_run();
    case ControlSocket::Received::closed:
        return report_loss();
    case ControlSocket::Received::text:
        break;
    }
    try {
        EndReport report = end_report_from(text);
        reap_guardian(guardian_timeout);
        return report;
    } catch (const std::exception&) { // it is no report
        return report_loss();
    }
}

/// Returns the moment at which the guardian should have begun to end the run, if that has come.
std::optional<EngineProcess::Time::time_point> EngineProcess::end_due_since() const noexcept {
    if (const Time::rep asked = asked_to_stop_.load(); asked != 0)
        return Time::time_point(Time::duration(asked));
    if (gate_opened_ && time_limit_ && Time::now() >= *gate_opened_ + *time_limit_)
        return *gate_opened_ + *time_limit_;
    return std::nullopt;
}

/// A guardian ends its run by itself, unless it was stopped by a signal, which any process of the run can
/// send it. Then the run is ended here.
std::optional<EndReport> EngineProcess::end_overdue_run() {
    const auto due = end_due_since();
    if (!due || Time::now() < *due + (is_of_program_ ? program_overdue_after : overdue_after))
        return std::nullopt;
    if (!overdue_killed_) {
        kill_run();
        overdue_killed_ = Time::now();
    }
    if (!guardian_is_stopped() && Time::now() < *overdue_killed_ + report_timeout)
        return std::nullopt;
    EndReport report;
    report.cause = asked_to_stop_.load() != 0 ? EndCause::asked : EndCause::time_limit;
    report.killed = true;
    report.ended_ns = monotonic_raw_ns();
    report.guardian = reap_guardian(0ms);
    report.guardian_was_killed = true;
    return report;
}

bool EngineProcess::guardian_is_stopped() const noexcept {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(guardian_), &info, WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == guardian_;
}

/// Waits for the guardian's end, and kills it if it does not end in time.
ProcessExit EngineProcess::reap_guardian(std::chrono::milliseconds timeout) noexcept {
    if (guardian_ < 0)
        return {};
    const auto until = Time::now() + timeout;
    int status = 0;
    pid_t got = 0;
    while ((got = waitpid(guardian_, &status, WNOHANG)) == 0 && Time::now() < until)
        std::this_thread::sleep_for(500us);
    if (got == 0) {
        // The run is killed first, while its processes can be found below their guardian.
        kill_run();
        kill(guardian_, SIGKILL);
        while ((got = waitpid(guardian_, &status, 0)) < 0 && errno == EINTR) {
        }
    }
    const ProcessExit exit{guardian_, got > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                           got > 0 && WIFSIGNALED(status) ? WTERMSIG(status) : 0};
    guardian_ = -1;
    return exit;
}

/// Kills the processes of the run and waits for their end. It is called if the guardian did not do so. While
/// there is a guardian, it is the parent of all orphans, and the processes below it are all of the run.
/// Without it the process group is known.
void EngineProcess::kill_run() const noexcept {
    const auto until = Time::now() + kill_timeout;
    const bool leads_group = engine_ > 0 && !is_of_program_;
    bool any = true;
    while (any && Time::now() < until) {
        any = leads_group && guardian_ < 0 && kill(-engine_, SIGKILL) == 0;
        try {
            if (guardian_ > 0) {
                for (const pid_t process : living_descendants_of(guardian_))
                    any = kill(process, SIGKILL) == 0 || any;
            }
        } catch (const std::exception&) { // there is no memory or descriptor for the list
            any = leads_group && kill(-engine_, SIGKILL) == 0;
        }
        if (any)
            std::this_thread::sleep_for(1ms);
    }
}

EndReport EngineProcess::report_loss() {
    EndReport report;
    report.guardian = reap_guardian(guardian_timeout);
    kill_run();
    report.ended_ns = monotonic_raw_ns();
    return report;
}

} // namespace interleave
