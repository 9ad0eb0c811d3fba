// SPDX-License-Identifier: GPL-3.0-or-later
// A team does the same work on every backend, begins together, and reports the first failure.
#include "core/work/team.h"

#include "core/event/error.h"
#include "core/work/compute.h"
#include "core/work/sleep.h"
#include "core/work/work.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <atomic>
#include <csignal>
#include <set>
#include <stdexcept>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_team {

void add_backends() {
    QTest::addColumn<Backend>("backend");
    QTest::newRow("threads") << Backend::threads;
    QTest::newRow("gil") << Backend::gil;
    QTest::newRow("processes") << Backend::processes;
}

Team team_of(int workers, Backend backend, GilSettings gil = {}) {
    return Team({numbered_names("worker", workers), backend, 1, gil});
}

class TestTeam : public QObject {
    Q_OBJECT

private slots:
    void everyWorkerRunsOnceAndIsJoined_data() { add_backends(); }
    void everyWorkerRunsOnceAndIsJoined() {
        QFETCH(Backend, backend);
        SessionRig session;
        std::atomic<int>& sum = session.share<std::atomic<int>>(0);
        Team team = team_of(4, backend);
        team.run([&](Worker& worker) { sum += 1 << (8 * worker.index()); });
        QCOMPARE(sum.load(), 0x01010101);
        QVERIFY(session.lane("worker 1") != no_lane);
        QVERIFY(session.lane("worker 4") != no_lane);
        QCOMPARE(session.records(EventKind::joined).size(), 4U);
    }

    /// Nobody waits at a gate, and yet all run and are joined.
    void withoutAGateEachBeginsAsItIsStarted_data() { add_backends(); }
    void withoutAGateEachBeginsAsItIsStarted() {
        QFETCH(Backend, backend);
        SessionRig session;
        std::atomic<int>& begun = session.share<std::atomic<int>>(0);
        Team team = team_of(3, backend);
        team.run_as_started([&](Worker&) { ++begun; });
        QCOMPARE(begun.load(), 3);
        QCOMPARE(session.records(EventKind::joined).size(), 3U);
        QVERIFY(team.wall_ms() > 0);
        for (const TimedRecord& record : session.records(EventKind::wait_begin))
            QVERIFY(session.object_name(record.object) != "start gate");
    }

    void nobodyBeginsBeforeAllAreThere_data() { add_backends(); }
    void nobodyBeginsBeforeAllAreThere() {
        QFETCH(Backend, backend);
        SessionRig session;
        const Label begun("begun");
        Team team = team_of(3, backend);
        team.run([&](Worker&) { mark(begun); });
        std::int64_t last_begin = 0;
        for (const TimedRecord& record : session.records(EventKind::lane_begin))
            last_begin = std::max(last_begin, record.time);
        const auto marks = session.records(EventKind::mark, begun.object());
        QCOMPARE(marks.size(), 3U);
        for (const TimedRecord& record : marks)
            QVERIFY(record.time >= last_begin);
    }

    void roundsAreDoneByTheSameWorkersOneAfterTheOther_data() { add_backends(); }
    void roundsAreDoneByTheSameWorkersOneAfterTheOther() {
        QFETCH(Backend, backend);
        SessionRig session;
        std::atomic<int>& inside = session.share<std::atomic<int>>(0);
        std::atomic<int>& done = session.share<std::atomic<int>>(0);
        std::atomic<int>& wrong = session.share<std::atomic<int>>(0);
        Team team = team_of(3, backend);
        team.run_rounds(4, [&](Worker&) {
            const int round = done / 3; // none begins the next round before all have ended this one
            ++inside;
            sleep_for(1ms);
            wrong += inside > 3 ? 1 : 0;
            wrong += done / 3 != round ? 1 : 0;
            --inside;
            ++done;
        });
        QCOMPARE(done.load(), 12);
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(team.rounds().size(), 4U);
        QVERIFY(team.wall_ms() >= 1.0); // the sleep alone takes so long
        QVERIFY(team.processor_share() < 1.0);
        QCOMPARE(session.lanes().size(), 4U); // main and three workers
    }

    void theLeastShareIsThatOfTheWorkerThatRanLeast_data() { add_backends(); }
    void theLeastShareIsThatOfTheWorkerThatRanLeast() {
        QFETCH(Backend, backend);
        SessionRig session;
        Team team = team_of(2, backend);
        team.run([](Worker& worker) {
            if (worker.index() == 1)
                sleep_for(50ms);
        });
        // One does nothing, the other sleeps.
        QVERIFY2(team.rounds().front().least_share < 0.5,
                 qPrintable(QString::number(team.rounds().front().least_share)));
    }

    void theOpenerOfTheGateWaitsOnceARound_data() { add_backends(); }
    void theOpenerOfTheGateWaitsOnceARound() {
        QFETCH(Backend, backend);
        SessionRig session;
        team_of(2, backend).run_rounds(2, [](Worker&) { sleep_for(300ms); });
        const LaneId main = session.lane("main");
        std::size_t waits = 0;
        for (const TimedRecord& record : session.records(EventKind::wait_begin))
            waits += record.lane == main && session.object_name(record.object) == "start gate";
        QVERIFY2(waits >= 1 && waits <= 2, qPrintable(QString::number(waits)));
    }

    void underTheGilOneComputesAtATime() {
        SessionRig session;
        std::atomic<int> computing{0};
        std::atomic<int> most{0};
        Team team = team_of(3, Backend::gil, {.interval = 200us});
        team.run([&](Worker& worker) {
            for (int i = 0; i < 50; ++i) {
                most = std::max(most.load(), ++computing);
                compute_units(200, 1);
                --computing;
                worker.safe_point();
            }
        });
        QCOMPARE(most.load(), 1);
    }

    void eachInterpreterHasAGilOfItsOwnAndFreeThreadingNone() {
        {
            SessionRig session;
            Team team = team_of(2, Backend::gil, {.variant = GilVariant::per_interpreter});
            team.run([](Worker& worker) { worker.compute_ms(1); });
            const auto taken = session.records(EventKind::acquire);
            QCOMPARE(session.object_name(taken.at(0).object).substr(0, 14), std::string("GIL of worker "));
            std::set<ObjectId> gils;
            for (const TimedRecord& record : taken)
                gils.insert(record.object);
            QCOMPARE(gils.size(), 2U);
        }
        {
            SessionRig session;
            Team team = team_of(2, Backend::gil, {.variant = GilVariant::free_threaded});
            team.run([](Worker& worker) { worker.compute_ms(1); });
            QCOMPARE(session.records(EventKind::acquire).size(), 0U);
        }
    }

    void theSameSeedGivesEachWorkerTheSameNumbers_data() { add_backends(); }
    void theSameSeedGivesEachWorkerTheSameNumbers() {
        QFETCH(Backend, backend);
        SessionRig session;
        using Numbers = std::array<std::uint64_t, 2>;
        Numbers& first = session.share<Numbers>();
        Numbers& second = session.share<Numbers>();
        team_of(2, backend).run([&](Worker& worker) {
            first[static_cast<std::size_t>(worker.index())] = worker.random()();
        });
        team_of(2, backend).run([&](Worker& worker) {
            second[static_cast<std::size_t>(worker.index())] = worker.random()();
        });
        QCOMPARE(first, second);
        QVERIFY(first[0] != first[1]);
    }

    void theFirstFailureIsReportedAfterAllHaveEnded_data() { add_backends(); }
    void theFirstFailureIsReportedAfterAllHaveEnded() {
        QFETCH(Backend, backend);
        SessionRig session;
        std::atomic<int>& ended = session.share<std::atomic<int>>(0);
        Team team = team_of(3, backend);
        try {
            team.run([&](Worker& worker) {
                if (worker.index() == 1)
                    throw std::runtime_error("worker 2 found nothing");
                sleep_for(20ms);
                ++ended;
            });
            QFAIL("the failure was lost");
        } catch (const std::runtime_error& error) {
            QVERIFY(QString::fromUtf8(error.what()).contains("worker 2 found nothing"));
        }
        QCOMPARE(ended.load(), 2);
    }

    void aWorkerProcessThatIsKilledIsReportedWithItsSignal() {
        SessionRig session;
        Team team = team_of(2, Backend::processes);
        try {
            team.run([&](Worker& worker) {
                if (worker.index() == 0)
                    raise(SIGKILL);
            });
            QFAIL("the death was not noticed");
        } catch (const RunError& error) {
            QVERIFY2(QString::fromUtf8(error.what()).startsWith("worker 1 was killed by signal 9 (Killed)"),
                     error.what());
            QVERIFY(session.region().reader().failure().starts_with("worker 1 was killed by signal 9"));
        }
    }

    void aWorkerThatDiesInAnEarlierRoundDoesNotLeaveTheOthersAtTheGate() {
        SessionRig session;
        Team team = team_of(3, Backend::processes);
        QVERIFY_THROWS_EXCEPTION(RunError, team.run_rounds(3, [&](Worker& worker) {
            if (worker.index() == 0)
                raise(SIGKILL);
        }));
    }

    void tooManyWorkersAreRefused() {
        QVERIFY_THROWS_EXCEPTION(UsageError, team_of(0, Backend::threads));
        QVERIFY_THROWS_EXCEPTION(UsageError, team_of(most_workers + 1, Backend::threads));
    }

    void aStopEndsATeamThatComputes_data() { add_backends(); }
    void aStopEndsATeamThatComputes() {
        QFETCH(Backend, backend);
        SessionRig session;
        std::atomic<bool> stopped{false};
        std::atomic<int>& computing = session.share<std::atomic<int>>(0);
        std::thread owner = lane_thread("owner", [&] {
            try {
                Team team = team_of(2, backend);
                team.run([&](Worker& worker) {
                    ++computing;
                    worker.compute_ms(1e6);
                });
            } catch (const Stopped&) {
                stopped = true;
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(computing.load() > 0, 20'000);
        const bool ended = session.stop_until([&] { return stopped.load(); });
        if (!ended)
            qFatal("the team computes for ever");
        owner.join();
    }

    void aUnitIsAFixedAmountOfWork() {
        QVERIFY(compute_units(1000, 1) != 0);
        QCOMPARE(compute_units(1000, 1), compute_units(1000, 1));
        QVERIFY(compute_units(1000, 1) != compute_units(1001, 1));
        QVERIFY(units_per_ms() > 100);
        QVERIFY(units_for_ms(10) > 9 * units_for_ms(1));
    }
};

} // namespace test_team

QTEST_APPLESS_MAIN(test_team::TestTeam)
#include "test_team.moc"
