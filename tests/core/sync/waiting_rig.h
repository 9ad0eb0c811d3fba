// SPDX-License-Identifier: GPL-3.0-or-later
// Starts workers that wait, as threads of this process or as forked children, and says how their waits ended.
#pragma once

#include "core/sync/stopped.h"
#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave::test {

/// Is reached only by a test that fails.
inline constexpr auto never_in_a_test = std::chrono::seconds(20);

/// Runs a body in a forked child with a lane of its own. The destructor joins it if nobody has.
class Child {
public:
    Child(const std::string& name, const std::function<void()>& body) : pid_(fork()) {
        if (pid_ != 0)
            return;
        Recorder::of_this_thread().begin_lane(LaneKind::process, name, no_object);
        int code = 0;
        try {
            body();
        } catch (const Stopped&) {
            code = stopped_code;
        } catch (...) {
            code = failed_code;
        }
        Recorder::of_this_thread().end_lane();
        _exit(code);
    }
    ~Child() { join(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    pid_t pid() const noexcept { return pid_; }

    /// Returns the exit code, or minus the signal that killed it.
    int join() {
        if (pid_ < 0)
            return code_;
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0) {
        }
        pid_ = -1;
        return code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    /// Does not wait.
    bool has_ended() {
        int status = 0;
        if (pid_ > 0 && waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        }
        return pid_ < 0;
    }
    int code() const noexcept { return code_; }

    static constexpr int failed_code = 1;
    static constexpr int stopped_code = 42;

private:
    pid_t pid_;
    int code_ = -1;
};

/// Asks again and again until `condition` is true. Returns false if it is not after 20 s.
template <typename Condition>
bool becomes_true(Condition&& condition) {
    const auto until = std::chrono::steady_clock::now() + never_in_a_test;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return true;
}

/// Starts a thread with a lane that does `wait`, sees it wait for `object`, and stops the session. Returns
/// whether that ended the wait with Stopped. The session is over afterwards.
template <typename Wait>
bool a_stop_ends(SessionRig& session, ObjectId object, Wait&& wait) {
    std::atomic<bool> stopped{false};
    std::atomic<bool> came_back{false};
    std::thread waiter = lane_thread("waiter", [&] {
        try {
            wait();
        } catch (const Stopped&) {
            stopped = true;
        }
        came_back = true;
    });
    const bool waits = session.wait_for(EventKind::wait_begin, 1, object);
    if (!session.stop_until([&] { return came_back.load(); }))
        qFatal("a stop does not end this wait");
    waiter.join();
    return waits && stopped;
}

/// Returns how the waits for an object ended, in order of time.
inline std::vector<WaitOutcome> wait_outcomes(SessionRig& session, ObjectId object) {
    std::vector<WaitOutcome> outcomes;
    for (const TimedRecord& record : session.records(EventKind::wait_end, object))
        outcomes.push_back(static_cast<WaitOutcome>(record.detail));
    return outcomes;
}

/// Returns all values that an object had, in order of time.
inline std::vector<std::uint64_t> values(SessionRig& session, ObjectId object) {
    std::vector<std::uint64_t> recorded;
    for (const TimedRecord& record : session.records(EventKind::set_value, object))
        recorded.push_back(record.value);
    return recorded;
}

/// Returns the names of the lanes that acquired an object, in order of time.
inline std::vector<std::string> acquirers(SessionRig& session, ObjectId object) {
    std::vector<std::string> names;
    for (const TimedRecord& record : session.records(EventKind::acquire, object))
        names.push_back(session.lanes()[record.lane].name);
    return names;
}

} // namespace interleave::test
