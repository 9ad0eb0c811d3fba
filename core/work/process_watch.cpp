// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/process_watch.h"

#include "core/event/recorder.h"
#include "core/event/refused_call.h"
#include "core/sync/blocking_call.h"
#include "core/sync/stopped.h"
#include "core/work/pidfd.h"

#include <cerrno>
#include <csignal>
#include <mutex>
#include <optional>
#include <poll.h>
#include <span>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

[[noreturn]] void fail() {
    throw_refused_call("watch worker processes", errno);
}

/// Waits until one of the descriptors is ready. Returns false if a signal interrupted it.
bool wait_for_any(std::span<pollfd> descriptors) noexcept {
    // This poll() writes its results to the descriptors, where the poll() below overwrites them.
    const auto any_is_ready = [descriptors] { return poll(descriptors.data(), descriptors.size(), 0) > 0; };
    BlockingCall call({.ready = Readiness::of(any_is_ready)});
    const bool ready = poll(descriptors.data(), descriptors.size(), -1) >= 0;
    if (!ready)
        call.came_back(Woken::interrupted);
    return ready;
}

void wait_until_gone(int pidfd) noexcept {
    pollfd ended{pidfd, POLLIN, 0};
    while (!wait_for_any({&ended, 1}) && errno == EINTR) {
    }
}

} // namespace

ProcessWatch::ProcessWatch(std::string lane, const std::vector<Process>& workers, IsExpected is_expected,
                           Died died)
    : lane_(std::move(lane))
    , is_expected_(std::move(is_expected))
    , died_(std::move(died)) {
    try {
        for (const Process& worker : workers) {
            const int descriptor = open_pidfd(worker.pid());
            if (descriptor < 0)
                fail();
            workers_.push_back({worker.name(), descriptor});
        }
        finish_ = eventfd(0, EFD_CLOEXEC);
        if (finish_ < 0)
            fail();
        thread_ = PlainThread(no_object, [this] { watch(); });
    } catch (const std::system_error& error) {
        close_all();
        throw_refused_start("watch worker processes", error.code().value());
    } catch (...) {
        close_all();
        throw;
    }
}

ProcessWatch::~ProcessWatch() {
    eventfd_write(finish_, 1);
    thread_.join();
    close_all();
}

void ProcessWatch::close_all() noexcept {
    for (const Watched& worker : workers_)
        close(worker.descriptor);
    if (finish_ >= 0)
        close(finish_);
}

void ProcessWatch::watch() {
    std::vector<pollfd> ready;
    for (const Watched& worker : workers_)
        ready.push_back({worker.descriptor, POLLIN, 0});
    ready.push_back({finish_, POLLIN, 0});
    while (ready.back().revents == 0) {
        if (!wait_for_any(ready))
            continue; // a signal
        for (std::size_t worker = 0; worker < workers_.size(); ++worker) {
            if (ready[worker].revents == 0)
                continue;
            if (look_at(worker))
                return;
            ready[worker].fd = -1; // ended as expected
        }
    }
}

/// Checks a worker that has ended. Returns true if it died and its death has been reported.
bool ProcessWatch::look_at(std::size_t worker) {
    siginfo_t info{};
    // The worker is left for its owner to reap. If the owner has already reaped it, the owner has reported
    // the death or is about to.
    if (waitid(P_PIDFD, static_cast<id_t>(workers_[worker].descriptor), &info, WEXITED | WNOHANG | WNOWAIT) !=
        0)
        return false;
    if (is_expected_(worker) || stop_requested())
        return false;
    ProcessEnd end;
    (info.si_code == CLD_EXITED ? end.code : end.signal) = info.si_status;
    Recorder& recorder = Recorder::of_this_thread();
    recorder.begin_lane(LaneKind::thread, lane_, no_object);
    handle_death(worker, end);
    recorder.end_lane();
    return true;
}

void ProcessWatch::report(std::size_t worker, const ProcessEnd& end) {
    if (!is_expected_(worker) && !stop_requested())
        handle_death(worker, end);
}

void ProcessWatch::handle_death(std::size_t worker, const ProcessEnd& end) {
    const std::lock_guard hold(lock_);
    if (std::exchange(reported_, true))
        return;
    for (const Watched& watched : workers_)
        kill_process(watched.descriptor);
    for (const Watched& watched : workers_)
        wait_until_gone(watched.descriptor);
    died_(workers_[worker].name + " " + death_text(end));
}

} // namespace interleave
