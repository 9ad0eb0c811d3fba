// SPDX-License-Identifier: GPL-3.0-or-later
// What a lane says to the scheduler when its operation has to wait.
#pragma once

#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"
#include "tests/core/sync/waiting_rig.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace interleave::test {

/// All that a second lane says that carries out `operation`. When it has said that it blocks, `let_go` makes
/// the operation possible.
template <typename Work, typename LetGo>
std::vector<Said> said_by_blocked_lane(Work&& operation, LetGo&& let_go) {
    const RecordingScheduler scheduler;
    std::atomic<pid_t> id{0};
    std::thread lane = lane_thread("waiter", [&] {
        id = gettid();
        operation();
    });
    const bool blocked = becomes_true([&] {
        for (const Said& said : scheduler.said_by(id)) {
            if (said.what == Said::sleeps || said.what == Said::leaves)
                return true;
        }
        return false;
    });
    if (!blocked)
        qFatal("the lane does not say that it blocks");
    let_go();
    lane.join();
    return scheduler.said_by(id);
}

/// What is expected of such a lane.
struct Blocked {
    Operation operation;
    ObjectId object;
    bool has_readiness = true;        ///< else it may always be attempted
    Said::What blocks = Said::sleeps; ///< or leaves
};

/// What is wrong with what it said; empty if nothing is.
inline std::string wrong_with(const std::vector<Said>& said, const Blocked& expected) {
    const auto first = std::find_if(said.begin(), said.end(), [&](const Said& it) {
        return it.what == Said::step && it.operation == expected.operation && it.object == expected.object;
    });
    if (first == said.end())
        return "it did not announce the operation";
    if (first->has_readiness != expected.has_readiness)
        return "its readiness could be asked or not, contrary to what was expected";
    if (first->ready == expected.has_readiness)
        return "it said that it was ready though it had to wait, or the other way round";
    if (first->line == 0)
        return "it did not say where";
    const auto blocks =
        std::find_if(first, said.end(), [&](const Said& it) { return it.what == expected.blocks; });
    if (blocks == said.end())
        return "it did not say that it blocks";
    const Said::What comes_back = expected.blocks == Said::sleeps ? Said::woken : Said::returns;
    const auto last =
        std::find_if(said.rbegin(), said.rend(), [&](const Said& it) { return it.what == comes_back; });
    if (last == said.rend())
        return "it did not say that it was back";
    if (last->how == Woken::timed_out)
        return "it said that its time was over";
    return {};
}

/// The first operation that this lane announces while it does `work`.
template <typename Work>
Said announced(Work&& work) {
    const RecordingScheduler scheduler;
    work();
    for (const Said& said : scheduler.said_by(gettid())) {
        if (said.what == Said::step)
            return said;
    }
    qFatal("nothing was announced");
}

} // namespace interleave::test

/// Fails with what is wrong.
#define VERIFY_BLOCKED(said, ...)                                                                            \
    do {                                                                                                     \
        const std::string wrong =                                                                            \
            interleave::test::wrong_with(said, interleave::test::Blocked{__VA_ARGS__});                      \
        QVERIFY2(wrong.empty(), wrong.c_str());                                                              \
    } while (false)
