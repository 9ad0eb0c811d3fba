// SPDX-License-Identifier: GPL-3.0-or-later
// A lane that another one wakes is ready from then on, until the kernel gives it a processor. Where it is not
// known which lane is woken, none is.
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <functional>

using namespace interleave;
using namespace interleave::test;

namespace test_lane_wakes {

/// Two lanes are off their processors from 12 on, and wait for an object since 10. Another lane acts at 50.
struct Story {
    explicit Story(ObjectKind kind, int waiters = 1, bool kernel_records = true) : builder(kernel_records) {
        object = builder.object(kind, "object");
        actor = builder.lane("actor");
        first = builder.lane("first");
        second = builder.lane("second");
        builder.begin(0, actor);
        for (const LaneId lane : {first, second}) {
            if (lane == second && waiters == 1)
                break;
            builder.begin(0, lane).wait(10, lane, object);
            if (kernel_records)
                builder.block(12, lane);
        }
    }
    /// Lets the actor act.
    Story& act(EventKind kind, std::uint64_t value = 0, std::uint16_t detail = 0) {
        builder.add(50, actor, kind, object, value, detail);
        return *this;
    }
    /// Returns the ns that the lane was ready until 80, when it gets a processor.
    std::int64_t ready(LaneId lane) {
        builder.wake(80, lane);
        const auto trace = builder.build(100);
        return trace->lane(lane).times_between(0, 100)[static_cast<std::size_t>(LaneState::ready)];
    }

    TraceBuilder builder;
    ObjectId object = no_object;
    LaneId actor = no_lane;
    LaneId first = no_lane;
    LaneId second = no_lane;
};

constexpr std::int64_t since_it_was_woken = 30;
constexpr std::int64_t never = 0;

class TestLaneWakes : public QObject {
    Q_OBJECT

private slots:
    void aReleaseNamesWhomItWakes() {
        const auto ready = [](std::uint64_t value, bool of_second) {
            Story story(ObjectKind::semaphore, 2);
            story.act(EventKind::release, value);
            return story.ready(of_second ? story.second : story.first);
        };
        QCOMPARE(ready(woken::lane(1), false), since_it_was_woken);
        QCOMPARE(ready(woken::lane(1), true), never);
        QCOMPARE(ready(woken::nobody, false), never);
        QCOMPARE(ready(woken::lane(500), false), never); // there is no such lane
    }

    void theOnlyOneThatWaitsIsTheOneThatIsWoken_data() {
        QTest::addColumn<int>("object");
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("detail");
        const auto row = [](const char* name, ObjectKind object, EventKind event, int value, int detail) {
            QTest::newRow(name) << static_cast<int>(object) << static_cast<int>(event) << value << detail;
        };
        row("a lock is released", ObjectKind::mutex, EventKind::release, 0, 0);
        row("a GIL is released", ObjectKind::gil, EventKind::release, 0, 0);
        row("a message is sent", ObjectKind::queue, EventKind::send, 7, wakes_a_waiter);
        row("a message is received", ObjectKind::queue, EventKind::receive, 7, wakes_a_waiter);
        row("a barrier opens for one", ObjectKind::barrier, EventKind::notify, 1, 0);
    }
    void theOnlyOneThatWaitsIsTheOneThatIsWoken() {
        QFETCH(int, object);
        QFETCH(int, event);
        QFETCH(int, value);
        QFETCH(int, detail);
        const auto ready = [&](int waiters) {
            Story story(static_cast<ObjectKind>(object), waiters);
            story.act(static_cast<EventKind>(event), static_cast<std::uint64_t>(value),
                      static_cast<std::uint16_t>(detail));
            return story.ready(story.first);
        };
        QCOMPARE(ready(1), since_it_was_woken);
        QCOMPARE(ready(2), never); // one of them
    }

    void aMessageForNobodyWakesNobody() {
        Story story(ObjectKind::queue); // of two that waited to receive, the other one has got the message
        story.act(EventKind::receive, 7);
        QCOMPARE(story.ready(story.first), never);
    }

    void whoNotifiesAllWakesAll_data() {
        QTest::addColumn<int>("object");
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("value");
        QTest::newRow("a barrier opens")
            << static_cast<int>(ObjectKind::barrier) << static_cast<int>(EventKind::notify) << 2;
        QTest::newRow("a task is completed")
            << static_cast<int>(ObjectKind::future) << static_cast<int>(EventKind::completed) << 1;
    }
    void whoNotifiesAllWakesAll() {
        QFETCH(int, object);
        QFETCH(int, event);
        QFETCH(int, value);
        for (const bool of_second : {false, true}) {
            Story story(static_cast<ObjectKind>(object), 2);
            story.act(static_cast<EventKind>(event), static_cast<std::uint64_t>(value));
            QCOMPARE(story.ready(of_second ? story.second : story.first), since_it_was_woken);
        }
    }

    void aConditionNamesThemOneByOne() {
        const auto ready = [](const std::function<void(Story&)>& act) {
            Story story(ObjectKind::condition, 2);
            act(story);
            return std::pair(story.ready(story.first), story.ready(story.second));
        };
        QCOMPARE(ready([](Story& story) { story.act(EventKind::notify, 2); }), std::pair(never, never));
        QCOMPARE(
            ready([](Story& story) { story.act(EventKind::notify, 2).act(EventKind::wake, story.second); }),
            std::pair(never, since_it_was_woken));
        QCOMPARE(
            ready([](Story& story) { story.act(EventKind::notify, 1, woken::lane_detail(story.first)); }),
            std::pair(since_it_was_woken, never));
        QCOMPARE(ready([](Story& story) { story.act(EventKind::notify, 0); }), std::pair(never, never));
    }

    void whoTakesTheGilWakesWhoHadToGiveItUp() {
        Story story(ObjectKind::gil, 2);
        TraceBuilder& builder = story.builder;
        const LaneId dropper = builder.lane("dropper");
        builder.begin(0, dropper).wake(0, dropper);
        builder.add(10, dropper, EventKind::forced_wait_begin, story.object).block(12, dropper);
        story.act(EventKind::acquire);
        QCOMPARE(story.ready(dropper), since_it_was_woken);
    }

    void theEndOfAThreadWakesWhoJoinsIt() {
        TraceBuilder builder;
        const ObjectId worker = builder.object(ObjectKind::worker, "worker");
        const LaneId main = builder.lane("main", LaneKind::process);
        const LaneId thread = builder.lane("worker", LaneKind::thread, worker);
        builder.begin(0, main).wake(0, main).begin(0, thread).wake(0, thread);
        builder.wait(10, main, worker).block(12, main).end(50, thread).wake(80, main);
        const auto trace = builder.build(100);
        QCOMPARE(trace->lane(main).times_between(0, 100)[static_cast<std::size_t>(LaneState::ready)],
                 since_it_was_woken);
    }

    void aProcessEndsWithItsLastThread() {
        TraceBuilder builder;
        const ObjectId worker = builder.object(ObjectKind::worker, "worker");
        const LaneId main = builder.lane("main", LaneKind::process);
        const LaneId process = builder.lane("worker", LaneKind::process, worker);
        builder.begin(0, main).wake(0, main).begin(0, process).wake(0, process);
        builder.wait(10, main, worker).block(12, main).end(40, process);
        builder.add(50, process, EventKind::task_exit).wake(80, main);
        const auto trace = builder.build(100);
        QCOMPARE(trace->lane(main).times_between(0, 100)[static_cast<std::size_t>(LaneState::ready)],
                 since_it_was_woken);
    }

    void whereRecordsAreMissingAnotherLaneMayWaitToo() {
        Story story(ObjectKind::mutex);
        story.builder.begin(0, story.second).add(20, story.second, EventKind::records_lost, no_object, 3);
        story.act(EventKind::release);
        QCOMPARE(story.ready(story.first), never);
    }

    void aLaneOnItsProcessorIsNotReady() {
        Story story(ObjectKind::mutex);
        story.builder.wake(40, story.first); // it looks whether the lock is free
        story.act(EventKind::release);
        QCOMPARE(story.ready(story.first), never);
    }

    void aLaneThatFindsTheLockTakenWaitsAgain() {
        Story story(ObjectKind::mutex);
        story.act(EventKind::release);
        story.builder.wake(60, story.first).block(70, story.first);
        QCOMPARE(story.ready(story.first), 10); // from 50 to 60
    }

    void withoutTheKernelsRecordsAWaitLastsUntilItsEvent() {
        Story story(ObjectKind::mutex, 1, false);
        story.act(EventKind::release).builder.acquire(90, story.first, story.object);
        const auto trace = story.builder.build(100);
        const StateTimes times = trace->lane(story.first).times_between(0, 100);
        QCOMPARE(times[static_cast<std::size_t>(LaneState::ready)], never);
        QCOMPARE(times[static_cast<std::size_t>(LaneState::waiting_lock)], 80);
    }
};

} // namespace test_lane_wakes

QTEST_APPLESS_MAIN(test_lane_wakes::TestLaneWakes)
#include "test_lane_wakes.moc"
