// The lanes as a table: the same facts as the picture, for those who cannot see it.
#include "tests/ui/timeline_stories.h"
#include "ui/timeline/lane_table_model.h"
#include "ui/timeline/words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace interleave;
using namespace interleave::test;

class TestTimelineTable : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everyLaneHasARowWithItsTimes() {
        LaneTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTrace(story_of_every_state());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.data(model.index(0, LaneTableModel::name_column), Qt::DisplayRole).toString(),
                 "worker");
        QCOMPARE(model.data(model.index(0, LaneTableModel::kind_column), Qt::DisplayRole).toString(),
                 "thread");
        for (const LaneState state : every_state) {
            const int column = LaneTableModel::first_state_column + static_cast<int>(state) - 1;
            const qint64 expected = state == LaneState::running ? 20 * ms : 10 * ms;
            QCOMPARE(model.data(model.index(0, column), Qt::UserRole).toLongLong(), expected);
            QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), short_text(state));
        }
    }
    void aGrowingTraceMakesFewSignals() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker 1");
        story.begin(0, lane).wake(0, lane);
        std::shared_ptr<Trace> trace = story.build(10 * ms);
        LaneTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTrace(trace);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        for (std::uint16_t id = 1; id <= 30; ++id)
            trace->lane_appeared({id, LaneKind::process, 2000 + id, 2000 + id, no_object, "more"});
        trace->time_reached(20 * ms);
        model.refresh();
        model.refresh();
        QCOMPARE(model.rowCount(), 31);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(inserted.count(), 1);
        const int running = LaneTableModel::first_state_column + static_cast<int>(LaneState::running) - 1;
        QCOMPARE(model.data(model.index(0, running), Qt::UserRole).toLongLong(), 20 * ms);
    }
    void withoutATraceItIsEmpty() {
        LaneTableModel model;
        model.setTrace(story_of_every_state());
        model.setTrace(nullptr);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.data(model.index(0, 0), Qt::DisplayRole), QVariant());
    }
    void durationsHaveThreeDigitsAndAUnit_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << qint64{0} << "0 ns";
        QTest::newRow("nanoseconds") << qint64{999} << "999 ns";
        QTest::newRow("microseconds") << qint64{1'234} << "1.23 µs";
        QTest::newRow("rounds up to the next unit") << qint64{999'960} << "1.00 ms";
        QTest::newRow("milliseconds") << qint64{45'678'000} << "45.7 ms";
        QTest::newRow("hundreds") << qint64{456'780'000} << "457 ms";
        QTest::newRow("seconds") << qint64{12'345'000'000} << "12.3 s";
        QTest::newRow("negative") << qint64{-1'500'000} << "-1.50 ms";
    }
    void durationsHaveThreeDigitsAndAUnit() {
        QFETCH(qint64, nanoseconds);
        QFETCH(QString, words);
        QCOMPARE(duration_text(nanoseconds).replace(QChar(0x202f), QLatin1Char(' ')), words);
    }
};

QTEST_GUILESS_MAIN(TestTimelineTable)
#include "test_timeline_table.moc"
