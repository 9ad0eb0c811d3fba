// SPDX-License-Identifier: GPL-3.0-or-later
// Who was on a processor, and when: as the kernel told, and in each pixel column.
#include "core/trace/processor_columns.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <random>

using namespace interleave;
using namespace interleave::test;

namespace test_processor {

QString described(const Trace& trace, std::size_t cpu) {
    const Processor* const processor = cpu < trace.processor_count() ? trace.processor(cpu) : nullptr;
    QStringList parts;
    for (std::size_t i = 0; processor != nullptr && i < processor->size(); ++i) {
        const LaneId lane = (*processor)[i].lane;
        parts << QStringLiteral("%1 %2")
                     .arg((*processor)[i].begin)
                     .arg(lane == no_lane          ? QStringLiteral("-")
                          : lane == not_known_lane ? QStringLiteral("?")
                                                   : QString::fromStdString(trace.lane(lane).name()));
    }
    return parts.join(QStringLiteral(" | "));
}

/// Returns a letter for each column: the only lane's first letter, '*' for several, '-' for none, '?' where
/// it is not known.
QString letters(const Trace& trace, std::size_t cpu, std::int64_t from, std::int64_t until,
                std::size_t count) {
    std::vector<ProcessorColumn> columns(count);
    processor_columns(*trace.processor(cpu), from, until, trace.time_end(), columns);
    QString result;
    for (const ProcessorColumn& column : columns)
        result += column.not_known         ? QLatin1Char('?')
                  : column.several         ? QLatin1Char('*')
                  : column.lane == no_lane ? QLatin1Char('-')
                                           : QLatin1Char(trace.lane(column.lane).name().front());
    return result;
}

class TestProcessor : public QObject {
    Q_OBJECT

private slots:
    void aProcessorHasOneLaneAfterTheOther() {
        TraceBuilder story;
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        story.begin(0, a).begin(0, b);
        story.wake(10, a, 0).preempt(20, a, 0).wake(20, b, 0).block(40, b, 0).wake(50, a, 2);
        story.add(60, a, EventKind::task_exit, no_object, 2);
        const auto trace = story.build(100);
        QCOMPARE(trace->processor_count(), std::size_t{3});
        QCOMPARE(described(*trace, 0), QStringLiteral("10 a | 20 - | 20 b | 40 -"));
        QCOMPARE(trace->processor(1), nullptr);
        QCOMPARE(described(*trace, 2), QStringLiteral("50 a | 60 -"));
        QCOMPARE(letters(*trace, 0, 0, 50, 5), QStringLiteral("-abb-"));
        QCOMPARE(letters(*trace, 0, 0, 100, 2), QStringLiteral("*-"));
        QCOMPARE(letters(*trace, 0, 15, 17, 4), QStringLiteral("aaaa")); // narrower than a nanosecond
    }

    void whereRecordsAreMissingNobodyIsClaimedToBe() {
        TraceBuilder story;
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        story.begin(0, a).begin(0, b);
        story.wake(10, a, 0).wake(20, a, 1); // how it left processor 0 is missing
        story.add(30, no_lane, EventKind::switches_lost, no_object, 4);
        story.wake(40, b, 1);
        const auto trace = story.build(50);
        QCOMPARE(described(*trace, 0), QStringLiteral("10 a | 20 ?"));
        QCOMPARE(described(*trace, 1), QStringLiteral("20 a | 30 ? | 40 b"));
        QCOMPARE(letters(*trace, 1, 0, 60, 6), QStringLiteral("--a?b-")); // nothing after the trace's end
    }

    void sharesAreExactHoweverManyChangesThereAre() {
        std::mt19937 random(3);
        Processor processor;
        std::vector<Occupied> all;
        std::int64_t time = 0;
        for (int i = 0; i < 5000; ++i) {
            const auto lane = static_cast<LaneId>(random() % 4);
            const LaneId entered = lane == 3 ? no_lane : lane;
            processor.set(time, entered);
            if (all.empty() || all.back().lane != entered)
                all.push_back({time, entered});
            time += static_cast<std::int64_t>(random() % 50);
        }
        QCOMPARE(processor.size(), all.size());
        for (const std::size_t count : {1U, 7U, 100U, 3000U}) {
            std::vector<ProcessorColumn> columns(count);
            processor_columns(processor, 100, time, time, columns);
            double used = 0;
            for (const ProcessorColumn& column : columns) {
                QVERIFY(column.used >= 0 && column.used <= 1.0001F);
                used += static_cast<double>(column.used) * static_cast<double>(time - 100) /
                        static_cast<double>(count);
            }
            double expected = 0;
            for (std::size_t i = 0; i < all.size(); ++i) {
                const std::int64_t end = i + 1 < all.size() ? all[i + 1].begin : time;
                if (all[i].lane != no_lane)
                    expected += static_cast<double>(
                        std::max<std::int64_t>(0, end - std::max<std::int64_t>(100, all[i].begin)));
            }
            QVERIFY2(qAbs(used - expected) < static_cast<double>(count),
                     qPrintable(QString::number(used - expected)));
        }
    }
};

} // namespace test_processor

QTEST_APPLESS_MAIN(test_processor::TestProcessor)
#include "test_processor.moc"
