// SPDX-License-Identifier: GPL-3.0-or-later
// Traces for tests of pictures: one with all states at known times, and one with workers that pass a lock
// around.
#pragma once

#include "tests/core/trace/trace_builder.h"

#include <algorithm>
#include <memory>
#include <queue>
#include <string>
#include <vector>

namespace interleave::test {

inline constexpr std::int64_t ms = 1'000'000;

/// The first lane, `owner`, holds a lock from 10 to 50 ms, and the second, `waiter`, waits for it from 20 ms
/// on; the run ends at 60 ms.
inline std::unique_ptr<Trace> trace_of_a_wait() {
    TraceBuilder builder;
    const LaneId owner = builder.lane("owner");
    const LaneId waiter = builder.lane("waiter");
    const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
    builder.begin(0, owner).begin(0, waiter).wake(0, owner).wake(0, waiter).acquire(10 * ms, owner, lock);
    builder.wait(20 * ms, waiter, lock).block(20 * ms, waiter).release(50 * ms, owner, lock);
    builder.wake(50 * ms, waiter).acquire(50 * ms, waiter, lock);
    return builder.build_closed(60 * ms);
}

/// A lane is in each state for 10 ms in turn, in the order of `every_state`: in state k from 10 k to 10 (k +
/// 1) ms. The objects are named after their kinds.
inline constexpr std::array every_state{
    LaneState::running,           LaneState::ready,
    LaneState::sleeping,          LaneState::io,
    LaneState::off_cpu,           LaneState::waiting_join,
    LaneState::waiting_future,    LaneState::waiting_barrier,
    LaneState::waiting_queue,     LaneState::waiting_condition,
    LaneState::waiting_semaphore, LaneState::waiting_gil,
    LaneState::waiting_lock,
};

inline std::unique_ptr<Trace> trace_of_every_state() {
    TraceBuilder builder;
    const LaneId lane = builder.lane("worker");
    builder.begin(0, lane).wake(0, lane);
    const auto wait = [&](std::int64_t at, ObjectKind kind, const char* name) {
        const ObjectId object = builder.object(kind, name);
        builder.wait(at * ms, lane, object).block(at * ms, lane).wake((at + 10) * ms, lane);
        builder.give_up((at + 10) * ms, lane, object);
    };
    builder.preempt(10 * ms, lane).wake(20 * ms, lane);
    builder.add(20 * ms, lane, EventKind::sleep_begin).block(20 * ms, lane).wake(30 * ms, lane);
    builder.add(30 * ms, lane, EventKind::sleep_end);
    builder.add(30 * ms, lane, EventKind::io_begin).block(30 * ms, lane).wake(40 * ms, lane);
    builder.add(40 * ms, lane, EventKind::io_end).block(40 * ms, lane).wake(50 * ms, lane);
    wait(50, ObjectKind::worker, "worker 2");
    wait(60, ObjectKind::future, "future");
    wait(70, ObjectKind::barrier, "barrier");
    wait(80, ObjectKind::queue, "queue");
    wait(90, ObjectKind::condition, "condition");
    wait(100, ObjectKind::semaphore, "semaphore");
    wait(110, ObjectKind::gil, "GIL");
    wait(120, ObjectKind::mutex, "lock");
    builder.end(140 * ms, lane);
    return builder.build_closed(140 * ms);
}

/// Workers take one lock in the order of their requests: each works for about `outside`, then for about
/// `inside` while it holds the lock.
inline std::unique_ptr<Trace> trace_of_contention(int workers, int rounds, std::int64_t outside = 3 * ms,
                                                  std::int64_t inside = 2 * ms,
                                                  ObjectKind kind = ObjectKind::mutex,
                                                  LaneKind lanes = LaneKind::thread) {
    TraceBuilder builder;
    const ObjectId lock = builder.object(kind, kind == ObjectKind::gil ? "GIL" : "account");
    const std::uint32_t file = builder.file("core/scenario/catalogue/lock_contention.cpp");
    struct Want {
        std::int64_t at;
        int worker;
        bool operator<(const Want& other) const { return at > other.at; } // the earliest is on top
    };
    std::priority_queue<Want> wants;
    std::mt19937_64 random(7);
    const auto about = [&random](std::int64_t mean) {
        return mean / 2 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(mean));
    };
    for (int worker = 0; worker < workers; ++worker) {
        const LaneId lane = builder.lane("worker " + std::to_string(worker + 1), lanes);
        builder.begin(worker * ms / 10, lane).wake(worker * ms / 10, lane);
        wants.push({worker * ms / 10 + about(outside), worker});
    }
    std::vector<int> left(static_cast<std::size_t>(workers), rounds);
    std::int64_t free_from = 0;
    std::int64_t last = 0;
    while (!wants.empty()) {
        const Want want = wants.top();
        wants.pop();
        const auto lane = static_cast<LaneId>(want.worker);
        const std::int64_t taken = std::max(want.at + 1'000, free_from + 50'000);
        builder.add(want.at, lane, EventKind::wait_begin, lock, 0, 0, make_site(file, 42));
        if (free_from > want.at)
            builder.block(want.at + 5'000, lane).wake(taken - 20'000, lane);
        builder.add(taken, lane, EventKind::acquire, lock, 0, 0, make_site(file, 43));
        const std::int64_t released = taken + about(inside);
        builder.add(released, lane, EventKind::release, lock, 0, 0, make_site(file, 47));
        free_from = released;
        last = std::max(last, released);
        if (--left[static_cast<std::size_t>(want.worker)] > 0)
            wants.push({released + about(outside), want.worker});
        else
            builder.end(released + 10'000, lane);
    }
    return builder.build_closed(last + ms);
}

} // namespace interleave::test
