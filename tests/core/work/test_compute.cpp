// SPDX-License-Identifier: GPL-3.0-or-later
// A worker that computes looks often whether the run shall end or another thread wants the GIL.
#include "core/work/compute.h"
#include "tests/core/sync/gil_rig.h"

#include <QTest>

#include <algorithm>

using namespace interleave;
using namespace interleave::test;

namespace test_compute {

class TestCompute : public QObject {
    Q_OBJECT

private slots:
    /// This comes first, because the speed of the processor is measured once in a process.
    void noWorkTakesNoMeasurement() {
        const std::int64_t begin = thread_processor_ns();
        QCOMPARE(units_for_ms(0), std::uint64_t{0});
        const std::int64_t took = thread_processor_ns() - begin;
        compute_units(5'000, 1);
        const std::int64_t took_by_some_work = thread_processor_ns() - begin - took;
        QVERIFY2(took < took_by_some_work, qPrintable(QString::number(took)));
    }

    /// The old GIL is dropped every 100 safe points, so that its releases count them. A unit takes about 0.1
    /// µs.
    void safePointsAreLessThanAMicrosecondApart() {
        constexpr std::uint64_t units = 20'000;
        SessionRig session;
        Gil gil("GIL", {.variant = GilVariant::old});
        lane_thread("worker", [&] {
            const GilHold hold(gil);
            interleave::compute(units);
        }).join();
        const std::vector<TimedRecord> records = session.records();
        const auto drops = std::count_if(records.begin(), records.end(), [&](const TimedRecord& record) {
            return record.kind == EventKind::release && record.object == gil.object() &&
                   record.detail == to_detail(ReleaseReason::voluntary);
        });
        QVERIFY2(drops * 100 >= static_cast<std::int64_t>(units / 10), qPrintable(QString::number(drops)));
    }

    void theSessionLearnsWhatComputingTook() {
        SessionRig session;
        lane_thread("worker", [] { compute_ms(20); }).join();
        const ComputingTime time = session.region().reader().computing();
        QCOMPARE(time.asked_ns, std::uint64_t{20'000'000});
        // units_per_ms() is the best of several measurements, so the work cannot take much less.
        QVERIFY2(time.used_ns > 10'000'000, qPrintable(QString::number(time.used_ns)));
    }

    void longComputingTellsWhereItBeginsAndEnds() {
        SessionRig session;
        std::source_location where;
        lane_thread("worker", [&] {
            compute_ms(0.001 * longest_unrecorded_us);
            where = std::source_location::current(), compute_ms(2);
        }).join();
        const auto begins = session.records(EventKind::compute_begin);
        const auto ends = session.records(EventKind::compute_end);
        QCOMPARE(begins.size(), std::size_t(records_of_computing(2'000) / 2));
        QCOMPARE(ends.size(), begins.size());
        QCOMPARE(site_line(begins.front().site), std::uint32_t(where.line()));
        QCOMPARE(begins.front().site, ends.front().site);
        QVERIFY(begins.front().value > 1'990'000 && begins.front().value <= 2'000'000);
        QVERIFY(ends.front().time - begins.front().time > 1'000'000);
    }

    /// As a run that is stopped.
    void computingThatIsCutShortEndsToo() {
        SessionRig session;
        lane_thread("worker", [&] {
            session.region().writer().request_stop();
            try {
                compute_ms(1'000);
            } catch (const Stopped&) {
            }
        }).join();
        QCOMPARE(session.records(EventKind::compute_begin).size(), std::size_t(1));
        QCOMPARE(session.records(EventKind::compute_end).size(), std::size_t(1));
    }

    /// Reading the clock costs as much as some of these pieces.
    void onlySomeOfManyShortPiecesAreTimed() {
        SessionRig session;
        lane_thread("worker", [] {
            for (int i = 0; i < 2'000; ++i)
                compute_ms(0.01);
        }).join();
        const ComputingTime time = session.region().reader().computing();
        QVERIFY2(time.asked_ns >= 300'000 && time.asked_ns <= 400'000,
                 qPrintable(QString::number(time.asked_ns)));
    }

    void theWorkIsDoneAlthoughNobodyUsesItsResult() {
        constexpr std::uint64_t units = 50'000; // some milliseconds
        const std::int64_t begin = thread_processor_ns();
        interleave::compute(units);
        const double took_ms = 1e-6 * static_cast<double>(thread_processor_ns() - begin);
        // units_per_ms() is the best of several measurements, so the work cannot take much less.
        QVERIFY2(took_ms * units_per_ms() > 0.5 * units, qPrintable(QString::number(took_ms)));
    }
};

} // namespace test_compute

QTEST_GUILESS_MAIN(test_compute::TestCompute)
#include "test_compute.moc"
