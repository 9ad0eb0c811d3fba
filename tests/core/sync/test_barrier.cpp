// SPDX-License-Identifier: GPL-3.0-or-later
// Nobody passes a barrier before all have come, phase after phase.
#include "core/sync/barrier.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_barrier {

constexpr std::uint32_t parties = 3;

/// Publishes its phase before each barrier and looks at the others' phases after it. Returns how often
/// another one was behind.
int count_stragglers(Barrier& barrier, std::atomic<int>* phases, std::uint32_t party, int rounds) {
    int behind = 0;
    for (int round = 1; round <= rounds; ++round) {
        phases[party].store(round, std::memory_order_relaxed);
        barrier.arrive_and_wait();
        for (std::uint32_t i = 0; i < parties; ++i)
            behind += phases[i].load(std::memory_order_relaxed) < round ? 1 : 0;
    }
    return behind;
}

class TestBarrier : public QObject {
    Q_OBJECT

private slots:
    void nobodyPassesBeforeAllHaveCome() {
        SessionRig session(1U << 12U);
        Barrier barrier("barrier", parties);
        std::atomic<int> phases[parties]{};
        std::atomic<int> behind{0};
        std::vector<std::thread> threads;
        for (std::uint32_t i = 0; i < parties; ++i)
            threads.push_back(
                lane_thread("worker", [&, i] { behind += count_stragglers(barrier, phases, i, 2'000); }));
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(behind, 0);
        QCOMPARE(barrier.phase(), 2'000U);
    }

    void itWorksBetweenProcesses() {
        SessionRig session;
        auto& barrier = session.share<Barrier>("barrier", parties);
        auto* const phases =
            new (session.region().allocate(parties * sizeof(int), alignof(int))) std::atomic<int>[parties] {};
        const auto take_part = [&](std::uint32_t party) {
            if (count_stragglers(barrier, phases, party, 500) != 0)
                throw std::runtime_error("passed too early");
        };
        Child first("first", [&] { take_part(1); });
        Child second("second", [&] { take_part(2); });
        take_part(0);
        QCOMPARE(first.join(), 0);
        QCOMPARE(second.join(), 0);
    }

    void arrivalsCanBeCounted() {
        SessionRig session;
        Barrier barrier("barrier", 2);
        std::thread other = lane_thread("other", [&] { barrier.arrive_and_wait(); });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, barrier.object());
        QVERIFY(barrier.arrive_and_wait()); // the last one to arrive opens it
        other.join();
        QVERIFY(waits);
        QCOMPARE(values(session, barrier.object()), (std::vector<std::uint64_t>{1, 2, 0}));
        QCOMPARE(session.records(EventKind::notify, barrier.object()).size(), 1U);
        QCOMPARE(wait_outcomes(session, barrier.object()), (std::vector{WaitOutcome::satisfied}));
    }

    void aWaiterThatGivesUpDoesNotCountAsArrived() {
        SessionRig session;
        Barrier barrier("barrier", 2);
        QVERIFY(!barrier.arrive_and_wait_for(std::chrono::milliseconds(5)));
        QCOMPARE(values(session, barrier.object()), (std::vector<std::uint64_t>{1, 0}));
        QCOMPARE(wait_outcomes(session, barrier.object()), (std::vector{WaitOutcome::timed_out}));
        std::thread other = lane_thread("other", [&] { barrier.arrive_and_wait(); });
        QVERIFY(barrier.arrive_and_wait_for(never_in_a_test));
        other.join();
    }

    void aStopEndsABlockedWait() {
        SessionRig session;
        Barrier barrier("barrier", 2);
        QVERIFY(a_stop_ends(session, barrier.object(), [&] { barrier.arrive_and_wait(); }));
        QCOMPARE(wait_outcomes(session, barrier.object()), (std::vector{WaitOutcome::stopped}));
    }

    void arrivingIsAHandOverPoint() {
        SessionRig session;
        Barrier barrier("barrier", 1);
        QCOMPARE(hand_overs_of([&] { barrier.arrive_and_wait(); }),
                 (HandOvers{{Operation::wait, barrier.object()}}));
    }
};

} // namespace test_barrier

QTEST_APPLESS_MAIN(test_barrier::TestBarrier)
#include "test_barrier.moc"
