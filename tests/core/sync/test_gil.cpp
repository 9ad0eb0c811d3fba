// SPDX-License-Identifier: GPL-3.0-or-later
// The GIL-like lock behaves as its state machine says, in every variant, and every step is recorded.
#include "core/event/median.h"
#include "core/sync/gil.h"
#include "tests/core/sync/gil_rig.h"

#include <QTest>

#include <atomic>
#include <vector>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_gil {

class TestGil : public QObject {
    Q_OBJECT

private slots:
    void oneThreadHoldsItAtATime() {
        SessionRig session(1U << 18U);
        Gil gil("GIL", {.interval = 200us});
        std::uint64_t unprotected = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 3; ++i)
            threads.push_back(lane_thread("worker", [&] {
                const GilHold hold(gil);
                for (int k = 0; k < 20'000; ++k) {
                    ++unprotected;
                    compute();
                    gil.safe_point();
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(unprotected, 60'000U);
        // In the records acquire and release alternate in time, and each pair is of one lane.
        LaneId holder = no_lane;
        int wrong = 0;
        int switches = 0;
        for (const TimedRecord& record : session.records()) {
            if (record.object != gil.object())
                continue;
            if (record.kind == EventKind::acquire) {
                wrong += holder != no_lane ? 1 : 0;
                holder = record.lane;
                ++switches;
            } else if (record.kind == EventKind::release) {
                wrong += holder != record.lane ? 1 : 0;
                holder = no_lane;
            }
        }
        QCOMPARE(wrong, 0);
        QVERIFY(switches > 3);
    }

    void aWaiterGetsItNoSoonerThanAfterTheInterval_data() {
        QTest::addColumn<int>("interval_ms");
        QTest::newRow("5 ms") << 5;
        QTest::newRow("10 ms") << 10;
        QTest::newRow("20 ms") << 20;
    }

    void aWaiterGetsItNoSoonerThanAfterTheInterval() {
        QFETCH(int, interval_ms);
        const std::int64_t interval_ns = interval_ms * 1'000'000LL;
        SessionRig session;
        Gil gil("GIL", {.interval = std::chrono::nanoseconds(interval_ns)});
        std::atomic<bool> end{false};
        std::thread first = lane_thread("first", [&] { compute_under(gil, end); });
        std::thread second = lane_thread("second", [&] { compute_under(gil, end); });
        const bool enough = session.wait_for(EventKind::drop_request, 11, gil.object());
        end = true;
        first.join();
        second.join();
        QVERIFY(enough);
        const std::vector<std::int64_t> waits = waits_of(session.records(), gil.object());
        QVERIFY(!waits.empty());
        const double median_wait_ns = median(waits);
        QVERIFY2(median_wait_ns >= static_cast<double>(interval_ns),
                 qPrintable(QString::number(median_wait_ns)));
        // Nobody asks before the interval is over, so there is at most one request in each interval.
        const auto requests = session.records(EventKind::drop_request, gil.object());
        for (std::size_t i = 1; i < requests.size(); ++i)
            QVERIFY(requests[i].time - requests[i - 1].time >= interval_ns);
        QVERIFY(session.records(EventKind::interval_elapsed, gil.object()).size() >= requests.size());
        // A forced release answers each request, except perhaps the last one, when the run ends.
        std::size_t forced = 0;
        for (const TimedRecord& record : session.records(EventKind::release, gil.object()))
            forced += record.detail == to_detail(ReleaseReason::forced) ? 1U : 0U;
        QVERIFY(forced + 1 >= requests.size());
    }

    void aHolderThatWasAskedDoesNotTakeItAgainBeforeAnother() {
        SessionRig session;
        Gil gil("GIL", {.interval = 1ms});
        std::atomic<bool> end{false};
        std::vector<std::thread> threads;
        for (int i = 0; i < 3; ++i)
            threads.push_back(lane_thread("worker", [&] { compute_under(gil, end); }));
        const bool enough = session.wait_for(EventKind::drop_request, 60, gil.object());
        end = true;
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(enough);
        LaneId forced_out = no_lane;
        int again = 0;
        for (const TimedRecord& record : session.records()) {
            if (record.object != gil.object())
                continue;
            if (record.kind == EventKind::release)
                forced_out = record.detail == to_detail(ReleaseReason::forced) ? record.lane : no_lane;
            else if (record.kind == EventKind::acquire)
                again += record.lane == forced_out ? 1 : 0;
        }
        QCOMPARE(again, 0);
    }

    void theOldVariantReleasesEveryHundredTicksAndNeverAsks() {
        SessionRig session;
        Gil gil("GIL", {.variant = GilVariant::old});
        gil.take();
        for (int i = 0; i < 1000; ++i)
            gil.safe_point();
        gil.drop(ReleaseReason::last);
        QCOMPARE(session.records(EventKind::release, gil.object()).size(), 11U);
        QCOMPARE(session.records(EventKind::drop_request, gil.object()).size(), 0U);
    }

    void aBlockingCallLetsOthersTakeIt() {
        SessionRig session;
        Gil gil("GIL", {.interval = 10s}); // nobody is forced during this test
        gil.take();
        bool other_was_inside = false;
        gil.release_around([&] {
            lane_thread("other", [&] {
                const GilHold hold(gil);
                other_was_inside = true;
            }).join();
        });
        QVERIFY(other_was_inside);
        QCOMPARE(Gil::of_this_thread(), &gil);
        gil.drop(ReleaseReason::last);
        const auto released = session.records(EventKind::release, gil.object());
        QCOMPARE(released.size(), 3U);
        QCOMPARE(released[0].detail, to_detail(ReleaseReason::blocking_call));
        QCOMPARE(released[1].detail, to_detail(ReleaseReason::last));
    }

    void freeThreadingNeverTakesTheGil() {
        SessionRig session;
        Gil gil("GIL", {.variant = GilVariant::free_threaded});
        const GilHold hold(gil);
        lane_thread("other", [&] { const GilHold other(gil); }).join(); // would hang if the GIL were held
        QCOMPARE(session.records(EventKind::acquire, gil.object()).size(), 0U);
    }

    void aStopEndsAWait() {
        SessionRig session;
        Gil gil("GIL", {.variant = GilVariant::old}); // its waiters have no interval
        gil.take();
        std::atomic<bool> stopped{false};
        std::thread waiter = lane_thread("waiter", [&] {
            try {
                const GilHold hold(gil);
            } catch (const Stopped&) {
                stopped = true;
            }
        });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, gil.object());
        const bool ended = session.stop_until([&] { return stopped.load(); });
        gil.drop();
        waiter.join();
        QVERIFY(waits);
        QVERIFY(ended);
    }

    void anExceptionReleasesIt() {
        SessionRig session;
        Gil gil("GIL");
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, {
            const GilHold hold(gil);
            gil.release_around([] { throw std::runtime_error("in a blocking call"); });
        });
        QVERIFY(Gil::of_this_thread() == nullptr);
        lane_thread("other", [&] { const GilHold hold(gil); }).join(); // would hang if the GIL were held
    }
};

} // namespace test_gil

QTEST_APPLESS_MAIN(test_gil::TestGil)
#include "test_gil.moc"
