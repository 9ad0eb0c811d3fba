// SPDX-License-Identifier: GPL-3.0-or-later
// Collects the calls of a lane to the scheduler when its operation has to wait, and says what is wrong with
// them.
#pragma once

#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"
#include "tests/core/sync/waiting_rig.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace interleave::test {

/// Returns all calls of a second lane that carries out `operation`. When it has reported that it blocks,
/// `unblock` makes the operation possible.
template <typename Work, typename Unblock>
std::vector<SchedulerCall> calls_of_blocked_lane(Work&& operation, Unblock&& unblock) {
    const RecordingScheduler scheduler;
    std::atomic<pid_t> id{0};
    std::thread lane = lane_thread("waiter", [&] {
        id = gettid();
        operation();
    });
    const bool blocked = becomes_true([&] {
        for (const SchedulerCall& call : scheduler.calls_of(id)) {
            if (call.kind == SchedulerCall::sleeps || call.kind == SchedulerCall::leaves)
                return true;
        }
        return false;
    });
    if (!blocked)
        qFatal("the lane does not say that it blocks");
    unblock();
    lane.join();
    return scheduler.calls_of(id);
}

/// Says what is expected of such a lane.
struct Blocked {
    Operation operation;
    ObjectId object;
    bool has_readiness = true;                          ///< else it may always be attempted
    SchedulerCall::Kind blocks = SchedulerCall::sleeps; ///< or leaves
};

/// Says what is wrong with its calls; empty if nothing is.
inline std::string problem_with(const std::vector<SchedulerCall>& calls, const Blocked& expected) {
    const auto first = std::find_if(calls.begin(), calls.end(), [&](const SchedulerCall& call) {
        return call.kind == SchedulerCall::step && call.operation == expected.operation &&
               call.object == expected.object;
    });
    if (first == calls.end())
        return "it did not announce the operation";
    if (first->has_readiness != expected.has_readiness)
        return "its readiness could be asked or not, contrary to what was expected";
    if (first->ready == expected.has_readiness)
        return "it said that it was ready though it had to wait, or the other way round";
    if (first->line == 0)
        return "it did not say where";
    const auto blocks = std::find_if(first, calls.end(),
                                     [&](const SchedulerCall& call) { return call.kind == expected.blocks; });
    if (blocks == calls.end())
        return "it did not say that it blocks";
    const SchedulerCall::Kind comes_back =
        expected.blocks == SchedulerCall::sleeps ? SchedulerCall::woken : SchedulerCall::returns;
    const auto last = std::find_if(calls.rbegin(), calls.rend(),
                                   [&](const SchedulerCall& call) { return call.kind == comes_back; });
    if (last == calls.rend())
        return "it did not say that it was back";
    if (last->how == Woken::timed_out)
        return "it said that its time was over";
    return {};
}

/// Returns the first operation that this lane announces while it does `work`.
template <typename Work>
SchedulerCall announced(Work&& work) {
    const RecordingScheduler scheduler;
    work();
    for (const SchedulerCall& call : scheduler.calls_of(gettid())) {
        if (call.kind == SchedulerCall::step)
            return call;
    }
    qFatal("nothing was announced");
}

} // namespace interleave::test

/// Fails with what is wrong with the calls.
#define VERIFY_BLOCKED(calls, ...)                                                                           \
    do {                                                                                                     \
        const std::string wrong =                                                                            \
            interleave::test::problem_with(calls, interleave::test::Blocked{__VA_ARGS__});                   \
        QVERIFY2(wrong.empty(), wrong.c_str());                                                              \
    } while (false)
