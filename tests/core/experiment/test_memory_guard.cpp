// SPDX-License-Identifier: GPL-3.0-or-later
// A run ends before its trace takes the memory of the machine, also within one drain of very many records.
#include "core/event/error.h"
#include "core/experiment/memory_guard.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <limits>

using namespace interleave;
using namespace interleave::test;

namespace test_memory_guard {

class TestMemoryGuard : public QObject {
    Q_OBJECT

private slots:
    void aTraceBeyondItsLimitIsEndedInTime() {
        constexpr std::uint64_t limit = 4U << 20U;
        Trace trace(false);
        MemoryGuard guard(trace, {limit, 0});
        TraceBuilder story(false);
        const LaneId lane = story.lane("a");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.introduce(guard);
        QString words;
        try {
            for (int i = 0; i < 3'000; ++i) {
                std::vector<TimedRecord> batch(4'096);
                for (TimedRecord& record : batch)
                    record = {i, 0, lock, 0, EventKind::acquire, 0, lane, 0};
                guard.records(batch);
            }
        } catch (const RunError& error) {
            words = QString::fromUtf8(error.what());
        }
        QCOMPARE(words, QStringLiteral("the run was ended because its trace needs more than 4 MiB of memory; "
                                       "choose smaller parameters or a shorter --duration"));
        QVERIFY(trace.bytes() > limit);
        QVERIFY(trace.bytes() < limit + (64U << 20U));
        QCOMPARE(trace.object(0).changes().size(), trace.event_count());
    }

    void aMachineWithLittleMemoryLeftEndsTheRun() {
        Trace trace(false);
        MemoryGuard plenty(trace, {std::numeric_limits<std::uint64_t>::max(), 0});
        plenty.check();
        MemoryGuard little(trace, {std::numeric_limits<std::uint64_t>::max(), std::uint64_t{1} << 60U});
        QVERIFY_THROWS_EXCEPTION(RunError, little.check());
    }

    void aRecordingNamesTheRemedyForPrograms() {
        Trace trace(false);
        MemoryGuard little(trace, {std::numeric_limits<std::uint64_t>::max(), std::uint64_t{1} << 60U},
                           TraceOf::program);
        QString words;
        try {
            little.check();
        } catch (const RunError& error) {
            words = QString::fromUtf8(error.what());
        }
        QVERIFY2(words.startsWith(
                     QStringLiteral("the program was asked to end because this machine has less than")) &&
                     words.endsWith(QStringLiteral("end it sooner, or give it less to do")),
                 qPrintable(words));
    }

    void theLimitsAreOfTheAvailableMemory() {
        const MemoryLimits limits = memory_limits_now();
        QVERIFY(limits.most_of_trace > 0 && limits.most_of_trace <= std::uint64_t{16} << 30U);
        QVERIFY(limits.least_available <= std::uint64_t{64} << 20U);
    }
};

} // namespace test_memory_guard

QTEST_APPLESS_MAIN(test_memory_guard::TestMemoryGuard)
#include "test_memory_guard.moc"
