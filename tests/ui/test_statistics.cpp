// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics: tables against values computed by hand, and the way from a drag over the timeline to the
// figures of that stretch in all views of figures, and back.
#include "tests/ui/example_traces.h"
#include "tests/ui/window_rig.h"
#include "ui/events/event_table.h"
#include "ui/run/shown_run.h"
#include "ui/statistics/statistics_tables.h"
#include "ui/statistics/statistics_view.h"
#include "ui/view/chart_canvas.h"
#include "ui/view/range_line.h"

#include <QDockWidget>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include <qcustomplot.h>

using namespace interleave;
using namespace interleave::rig;
using namespace interleave::test;

namespace test_statistics {

std::shared_ptr<const ShownStatistics> look_at(std::shared_ptr<const Trace> trace,
                                               const std::optional<TimeRange>& selection = {},
                                               const CollectorCounts& counts = {}) {
    return look_at_statistics(
        {.trace = std::move(trace), .counts = counts, .selection = selection, .lanes = {}, .processors = 2});
}

QString cell_of(const Table& table, std::size_t row, const QString& title) {
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        if (table.columns[column].title == title)
            return table.rows.at(row).at(column).text;
    qFatal("no column %s", qPrintable(title));
}

RunInfo info_of_example() {
    RunInfo info;
    info.scenario = "lock-contention";
    info.ended = Ended::finished;
    return info;
}

class TestStatistics : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void lanesListTheirTimeInEachStateThatOccurs();
    void whatEndsLaterIsAliveUntilThen();
    void aThreadOfAScheduleThatIsCutWentOn();
    void aLaneOfWhichNoStateIsKnownHasALifeAllTheSame();
    void missingRecordsMakeTimesUnknownOnlyWhereTheyAreMissing();
    void theTablesOfASelectionAreOfItsPart();
    void theSummarySaysWhatIsNotTold();
    void aTableOfManyStatesFitsAPicture();
    void aDragOverTheTimelineChangesAllFigures();
    void aSelectionOutsideTheRunSaysSo();
    void theFiguresAreReachedByKeyboard();

private:
    /// Shows the run of trace_of_a_wait() in the window.
    void showExample(WindowRig& rig) const {
        rig.window->findChild<ShownRun*>()->show(std::shared_ptr<const Trace>(trace_of_a_wait()),
                                                 info_of_example());
        auto& run = *rig.window->findChild<ShownRun*>();
        run.complete(make_report(info_of_example(), *run.trace()));
    }
    static void open(WindowRig& rig, const char* dock) {
        auto& panel = rig.find<QDockWidget>(dock);
        panel.show();
        panel.raise();
    }
    static QString words_of(WindowRig& rig, const char* label) { return rig.find<QLabel>(label).text(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

void TestStatistics::lanesListTheirTimeInEachStateThatOccurs() {
    TraceBuilder builder;
    const LaneId lane = builder.lane("worker");
    builder.begin(0, lane).wake(0, lane);
    builder.add(30 * ms, lane, EventKind::sleep_begin).block(30 * ms, lane).wake(40 * ms, lane);
    builder.add(40 * ms, lane, EventKind::sleep_end);
    builder.end(50 * ms, lane);
    const auto trace = builder.build_closed(50 * ms);
    const Table table = lane_table(*trace, range_figures(*trace, {}));
    QCOMPARE(table.rows.size(), std::size_t{1});
    QStringList titles;
    for (const Column& column : table.columns)
        titles.append(column.title);
    QCOMPARE(titles.mid(2), (QStringList{"running (ms)", "sleeping (ms)", "Switches", "Preempted", "Migrated",
                                         "Events", "Kind", "End"}));
    QCOMPARE(table.rows[0][0].text, QStringLiteral("worker"));
    QCOMPARE(cell_of(table, 0, "Life (ms)"), QStringLiteral("50.0"));
    QCOMPARE(cell_of(table, 0, "running (ms)"), QStringLiteral("40.0"));
    QCOMPARE(cell_of(table, 0, "sleeping (ms)"), QStringLiteral("10.0"));
    QCOMPARE(cell_of(table, 0, "Switches"), QStringLiteral("1"));
    QCOMPARE(cell_of(table, 0, "Events"), QStringLiteral("4"));
    QVERIFY(table.rows[0][2].tool_tip.contains(QStringLiteral("80.0 %")));
}

void TestStatistics::whatEndsLaterIsAliveUntilThen() {
    TraceBuilder builder;
    const LaneId lane = builder.lane("worker");
    builder.begin(0, lane).wake(0, lane).end(50 * ms, lane);
    const auto trace = builder.build_closed(50 * ms);
    const auto end_at = [&](std::int64_t until) {
        return lane_table(*trace, range_figures(*trace, {}, {.until = until})).rows.at(0).back().text;
    };
    QCOMPARE(end_at(20 * ms), QStringLiteral("alive")); // as in a replay that has come so far
    QCOMPARE(end_at(50 * ms), QStringLiteral("ended"));
}

void TestStatistics::aThreadOfAScheduleThatIsCutWentOn() {
    TraceBuilder story;
    const LaneId lane = story.lane("worker");
    story.wake(0, lane);
    const auto trace = story.build_closed(ms);
    QCOMPARE(lane_table(*trace, range_figures(*trace, {})).rows.at(0).back().text, QStringLiteral("went on"));
}

void TestStatistics::aLaneOfWhichNoStateIsKnownHasALifeAllTheSame() {
    Trace trace(false, false);
    trace.lane_appeared({0, LaneKind::thread, 1, 1, no_object, "main"});
    trace.object_appeared({1, ObjectKind::label, "work"});
    const std::vector<TimedRecord> records{
        {ms, work_row::row(0), 1, 0, EventKind::work_begin, 0, 0, 0},
        {3 * ms, work_row::row(0), 1, 0, EventKind::work_end, 0, 0, 0},
    };
    trace.records(records);
    trace.close(3 * ms);
    QCOMPARE(cell_of(lane_table(trace, range_figures(trace, {})), 0, "Life (ms)"), QStringLiteral("2.00"));
}

void TestStatistics::missingRecordsMakeTimesUnknownOnlyWhereTheyAreMissing() {
    TraceBuilder story;
    const LaneId lane = story.lane("worker");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.begin(0, lane).wake(0, lane).wait(10 * ms, lane, lock).block(10 * ms, lane).wake(30 * ms, lane);
    story.acquire(30 * ms, lane, lock).add(60 * ms, lane, EventKind::records_lost, no_object, 5);
    story.add(70 * ms, lane, EventKind::mark).end(90 * ms, lane);
    const std::shared_ptr<const Trace> trace = story.build_closed(100 * ms);
    const CollectorCounts counts{.dropped = 5};
    const Table whole = lane_table(*trace, look_at(trace, {}, counts)->figures);
    QCOMPARE(cell_of(whole, 0, "lock (ms)"), QStringLiteral("?"));
    QCOMPARE(cell_of(whole, 0, "Events"), QStringLiteral("≥ 5"));
    QCOMPARE(cell_of(whole, 0, "running (ms)"), QStringLiteral("70.0")); // the kernel told that
    const auto before = look_at(trace, TimeRange{0, 50 * ms}, counts);
    QCOMPARE(cell_of(lane_table(*trace, before->figures), 0, "lock (ms)"), QStringLiteral("20.0"));
    QCOMPARE(cell_of(wait_table(*trace, before->figures), 0, "Waited (ms)"), QStringLiteral("20.0"));
    QCOMPARE(cell_of(wait_table(*trace, look_at(trace, {}, counts)->figures), 0, "Waited (ms)"),
             QStringLiteral("?"));
}

void TestStatistics::theTablesOfASelectionAreOfItsPart() {
    const std::shared_ptr<const Trace> trace = trace_of_a_wait(); // the waiter waits from 20 to 50 ms
    const auto part = look_at(trace, TimeRange{25 * ms, 45 * ms});
    const Table lanes = lane_table(*trace, part->figures);
    QCOMPARE(cell_of(lanes, 0, "running (ms)"), QStringLiteral("20.0"));
    QCOMPARE(cell_of(lanes, 1, "lock (ms)"), QStringLiteral("20.0"));
    const Table waits = wait_table(*trace, part->figures);
    QCOMPARE(waits.rows.size(), std::size_t{1});
    QCOMPARE(cell_of(waits, 0, "Waited for"), QStringLiteral("lock"));
    QCOMPARE(cell_of(waits, 0, "Waits"), QStringLiteral("1"));
    QCOMPARE(cell_of(waits, 0, "Cut"), QStringLiteral("1"));
    QVERIFY(kind_table(part->figures).rows.empty());
    QVERIFY(output_table(*trace, part->figures).rows.empty());
    QCOMPARE(cell_of(kind_table(look_at(trace)->figures), 0, "Event"), QStringLiteral("lane begin"));
    QCOMPARE(cell_of(kind_table(look_at(trace)->figures), 0, "Number"), QStringLiteral("2"));
}

void TestStatistics::theSummarySaysWhatIsNotTold() {
    const std::shared_ptr<const Trace> trace = trace_of_a_wait();
    // Both run for 20 + 10 ms, the owner alone for 30 ms.
    QCOMPARE(summary_text(*look_at(trace)),
             QStringLiteral("on average 1.50 lanes ran at once, at most 2 · 1 switch · 0 preemptions · "
                            "0 migrations · 6 events"));
    TraceBuilder story(false);
    story.begin(0, story.lane("a"));
    const QString untold = summary_text(*look_at(story.build_closed(10)));
    QVERIFY2(untold.contains("ran or were ready") && untold.contains("switches are not told"),
             qPrintable(untold));
    QVERIFY(summary_text(*look_at(trace, {}, {.lost_switches = 1})).contains("≥ 1 switches"));
}

void TestStatistics::aTableOfManyStatesFitsAPicture() {
    const std::shared_ptr<const Trace> trace = trace_of_every_state();
    const RangeFigures figures = range_figures(*trace, {});
    const Table wide = lane_table(*trace, figures);
    const Table narrow = narrow_lane_table(*trace, figures);
    QCOMPARE(narrow.columns.size(), wide.columns.size() - 2);
    QCOMPARE(narrow.rows.at(0).size(), narrow.columns.size());
    QCOMPARE(narrow.columns.at(0).title, QStringLiteral("Lane (times in ms)"));
    QCOMPARE(cell_of(narrow, 0, "sleeping"), cell_of(wide, 0, "sleeping (ms)"));
    QCOMPARE(cell_of(narrow, 0, "Life"), QStringLiteral("140"));
    const std::shared_ptr<const Trace> few = trace_of_a_wait();
    QCOMPARE(narrow_lane_table(*few, range_figures(*few, {})).columns.back().title, QStringLiteral("End"));
}

void TestStatistics::aDragOverTheTimelineChangesAllFigures() {
    WindowRig rig(folder_->filePath("settings.ini"), QSize(1700, 1000));
    showExample(rig);
    open(rig, "dockStatistics");
    QTRY_COMPARE_WITH_TIMEOUT(rig.table("statisticsView").rows.size(), std::size_t{2}, timeout_ms);
    QCOMPARE(words_of(rig, "statisticsRange"), QStringLiteral("Whole run"));
    QVERIFY(!rig.find<QToolButton>("statisticsWholeRun").isVisible());
    QCOMPARE(cell_of(rig.table("statisticsView"), 1, "lock (ms)"), QStringLiteral("30.0"));

    auto* const plot = rig.window->findChild<QCustomPlot*>("timelinePlot");
    const QRectF place = rig.timeline().layoutOfRows().plot();
    const auto at = [&](double share) {
        return QPoint(static_cast<int>(place.left() + share * place.width()),
                      static_cast<int>(rig.timeline().layoutOfRows().bar(0).center().y()));
    };
    QTest::mousePress(plot, Qt::LeftButton, Qt::NoModifier, at(0.1));
    for (const double share : {0.3, 0.5}) {
        QMouseEvent move(QEvent::MouseMove, at(share), plot->mapToGlobal(at(share)), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(plot, &move);
    }
    QTest::mouseRelease(plot, Qt::LeftButton, Qt::NoModifier, at(0.5));
    const std::optional<TimeRange> selection = rig.navigation().selection();
    QVERIFY(selection && selection->from > 0 && selection->until < 60 * ms);

    QTRY_COMPARE_WITH_TIMEOUT(words_of(rig, "statisticsRange"), range_text(selection), timeout_ms);
    const auto* const view = rig.window->findChild<StatisticsView*>();
    QCOMPARE(view->shown()->figures.length(), selection->length());
    const std::int64_t waited = std::max<std::int64_t>(0, selection->until - 20 * ms);
    QCOMPARE(view->shown()->figures.waits.at(0).waits.waited_ns, waited);
    auto& back = rig.find<QToolButton>("statisticsWholeRun");
    QVERIFY(back.isVisible());

    // The other views of figures say the same.
    for (const char* const name : {"locks", "gil", "events"}) {
        const QString dock = QString("dock%1%2").arg(QChar(name[0]).toUpper()).arg(name + 1);
        open(rig, dock.toLatin1());
        const QByteArray label = QByteArray(name) + "Range";
        QTRY_COMPARE_WITH_TIMEOUT(words_of(rig, label), range_text(selection), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig.find<QLabel>(label).isVisible(), timeout_ms);
        QVERIFY(rig.find<QToolButton>(QByteArray(name) + "WholeRun").isVisible());
    }
    QTest::mouseClick(&rig.find<QToolButton>("eventsWholeRun"), Qt::LeftButton);
    QVERIFY(!rig.navigation().selection());
    open(rig, "dockStatistics");
    QTRY_COMPARE_WITH_TIMEOUT(words_of(rig, "statisticsRange"), QStringLiteral("Whole run"), timeout_ms);
    QTRY_COMPARE_WITH_TIMEOUT(words_of(rig, "locksRange"), QStringLiteral("Whole run"), timeout_ms);
    QVERIFY(!back.isVisible());
}

void TestStatistics::aSelectionOutsideTheRunSaysSo() {
    StatisticsView view;
    view.setTrace(trace_of_a_wait());
    view.refresh(info_of_example(), true);
    QTRY_VERIFY_WITH_TIMEOUT(view.shown() != nullptr, timeout_ms);
    view.setSelection(TimeRange{100 * ms, 200 * ms});
    QTRY_VERIFY_WITH_TIMEOUT(view.shown()->selection.has_value(), timeout_ms);
    QCOMPARE(view.findChild<QLabel*>("statisticsSummary")->text(),
             QStringLiteral("the selection is outside the run"));
    QVERIFY(!view.toExport(info_of_example()));
    view.setSelection(std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(!view.shown()->selection.has_value(), timeout_ms);
    QVERIFY(view.toExport(info_of_example()).has_value());
}

void TestStatistics::theFiguresAreReachedByKeyboard() {
    StatisticsView view;
    view.resize(1200, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setTrace(trace_of_a_wait());
    view.refresh(info_of_example(), true);
    view.setSelection(TimeRange{10 * ms, 40 * ms});
    QTRY_VERIFY_WITH_TIMEOUT(view.shown() != nullptr && view.shown()->selection, timeout_ms);
    auto& pages = *view.findChild<QTabBar*>("statisticsPages");
    pages.setFocus();
    QTest::keyClick(&pages, Qt::Key_Right);
    QCOMPARE(pages.currentIndex(), 1);
    QVERIFY(view.findChild<ChartCanvas*>("statisticsParallelism")->isVisible());
    QVERIFY(
        view.findChild<ChartCanvas*>("statisticsParallelism")->accessibleDescription().startsWith("mean"));
    QTest::keyClick(&pages, Qt::Key_Right);
    auto& waits = *view.findChild<TableView*>("statisticsWaits");
    QVERIFY(waits.isVisible());
    QSignalSpy object_wanted(&view, &StatisticsView::objectWanted);
    waits.setFocus();
    waits.selectRow(0);
    QTest::keyClick(&waits, Qt::Key_Return);
    QCOMPARE(object_wanted.count(), 1);
    QSignalSpy whole_wanted(&view, &StatisticsView::wholeRunWanted);
    auto& whole = *view.findChild<QToolButton*>("statisticsWholeRun");
    whole.setFocus();
    QTest::keyClick(&whole, Qt::Key_Space);
    QCOMPARE(whole_wanted.count(), 1);
}

} // namespace test_statistics

QTEST_MAIN(test_statistics::TestStatistics)
#include "test_statistics.moc"
