// SPDX-License-Identifier: GPL-3.0-or-later
// The run that the views show is data: it needs no engine, and signals new figures at a rate at which they
// can be read.
#include "tests/core/trace/trace_builder.h"
#include "ui/run/shown_run.h"

#include <QSignalSpy>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_shown_run {

std::shared_ptr<const Trace> a_trace() {
    TraceBuilder builder;
    const LaneId lane = builder.lane("worker");
    builder.begin(0, lane).end(1'000, lane);
    return builder.build_closed(2'000);
}

RunInfo info_of(std::uint64_t seed) {
    RunInfo info;
    info.scenario = "lock-contention";
    info.backend = "threads";
    info.seed = seed;
    return info;
}

class TestShownRun : public QObject {
    Q_OBJECT

private slots:
    void beforeTheFirstRunThereIsNothing() {
        const ShownRun run;
        QVERIFY(run.trace() == nullptr && run.report() == nullptr);
    }

    void aRunIsShownFromItsBeginningToItsReport() {
        ShownRun run;
        QSignalSpy replaced(&run, &ShownRun::replaced);
        QSignalSpy completed(&run, &ShownRun::completed);
        const auto trace = a_trace();
        run.show(trace, info_of(1));
        QCOMPARE(replaced.count(), 1);
        QCOMPARE(run.trace(), trace);
        QVERIFY(run.report() == nullptr);

        RunInfo info = info_of(1);
        info.ended = Ended::finished;
        info.wall_ns = 5;
        run.complete(make_report(info, *trace));
        QCOMPARE(completed.count(), 1);
        QVERIFY(run.report() != nullptr);
        QCOMPARE(run.report()->lanes.size(), std::size_t{1});
        QCOMPARE(run.info().wall_ns, std::int64_t{5});
    }

    void theNextRunForgetsTheReport() {
        ShownRun run;
        const auto trace = a_trace();
        run.show(trace, info_of(1));
        run.complete(make_report(info_of(1), *trace));
        run.show(a_trace(), info_of(2));
        QVERIFY(run.report() == nullptr);
        QCOMPARE(run.info().seed, std::uint64_t{2});
    }

    void figuresChangeSlowerThanTheTraceGrows() {
        ShownRun run;
        QSignalSpy grew(&run, &ShownRun::grew);
        QSignalSpy figures(&run, &ShownRun::figuresChanged);
        const auto trace = a_trace();
        run.show(trace, info_of(1));
        for (int tick = 0; tick < 20; ++tick)
            run.grow(info_of(1));
        QCOMPARE(grew.count(), 20);
        QVERIFY(figures.count() <= 1);
        const qsizetype before = figures.count();
        run.complete(make_report(info_of(1), *trace));
        QCOMPARE(figures.count(), before + 1);
    }
};

} // namespace test_shown_run

QTEST_GUILESS_MAIN(test_shown_run::TestShownRun)
#include "test_shown_run.moc"
