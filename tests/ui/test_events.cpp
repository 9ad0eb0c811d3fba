// SPDX-License-Identifier: GPL-3.0-or-later
// The table of events: what its rows say, what is found in it, and the way from a row to its moment in the
// timeline and back.
#include "tests/core/trace/trace_builder.h"
#include "ui/events/events_view.h"
#include "ui/events/found_names.h"
#include "ui/navigation/navigation.h"
#include "ui/status/messages.h"
#include "ui/view/range_line.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace interleave;
using namespace interleave::test;

namespace test_events {

constexpr int timeout_ms = 30'000;
constexpr std::int64_t us = 1'000;

/// Ann takes a lock and writes while Bob wants it; times are in µs.
TraceBuilder story_of_two() {
    TraceBuilder story;
    const LaneId ann = story.lane("Ann"), bob = story.lane("Bob");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    const ObjectId count = story.object(ObjectKind::variable, "count");
    const std::uint32_t file = story.file("core/scenario/bank.cpp");
    story.wake(9 * us, ann, 1).begin(10 * us, ann).begin(11 * us, bob);
    story.add(20 * us, ann, EventKind::acquire, lock, 0, 0, make_site(file, 41));
    story.add(30 * us, bob, EventKind::wait_begin, lock, 0, 0, make_site(file, 41));
    story.add(40 * us, ann, EventKind::write, count, 1234, 0, make_site(file, 42));
    story.add(50 * us, ann, EventKind::release, lock, woken::lane(bob), 0, make_site(file, 43));
    story.add(60 * us, bob, EventKind::acquire, lock, 0, 0, make_site(file, 41));
    return story;
}

/// The view as the window shows it, with what it is connected to.
struct EventsRig {
    explicit EventsRig(std::shared_ptr<const Trace> trace, bool is_over = true) : view(navigation, messages) {
        view.resize(900, 300);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the view is not shown");
        view.findChild<QCheckBox*>("eventsSwitches")->setChecked(true);
        const bool has_run = trace != nullptr;
        navigation.reset(trace ? whole_range(*trace) : TimeRange{0, 1'000});
        view.setTrace(std::move(trace));
        if (is_over && has_run)
            view.complete({});
    }

    EventTable& table() { return *view.findChild<EventTable*>(); }
    const EventModel& model() { return table().events(); }
    bool hasRows(int count) {
        return QTest::qWaitFor([&] { return model().rowCount() == count && found().contains(digits(count)); },
                               timeout_ms);
    }
    static QString digits(int count) { return QLocale().toString(count); }
    QString found() { return view.findChild<QLabel*>("eventsFound")->text(); }
    QLineEdit& search() { return *view.findChild<QLineEdit*>("eventsSearch"); }
    QComboBox& choice(const char* name) { return *view.findChild<QComboBox*>(QLatin1String(name)); }
    QString text(int row, EventColumn column) {
        return model().index(row, static_cast<int>(column)).data().toString();
    }
    QStringList row(int row) {
        QStringList words;
        for (int column = 0; column < event_column_count; ++column)
            words << model().index(row, column).data().toString();
        return words;
    }

    Navigation navigation;
    Messages messages;
    EventsView view;
};

class TestEvents : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void aRowSaysWhenWhoWhatAndWhere() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        QCOMPARE(rig.row(0), (QStringList{"0.009000", "Ann", "switch in", "", "CPU 1", "", ""}));
        QCOMPARE(rig.row(5), (QStringList{"0.040000", "Ann", "write", "count", "1,234", "", "bank.cpp:42"}));
        QCOMPARE(rig.row(6),
                 (QStringList{"0.050000", "Ann", "release", "the lock", "", "wakes Bob", "bank.cpp:43"}));
        QCOMPARE(rig.model().index(5, 0).data(Qt::ToolTipRole).toString(),
                 QString("Ann writes 1,234 to count"));
    }

    void switchesAreShownWhenAskedForAndWhereThereIsNothingElse() {
        Navigation navigation;
        Messages messages;
        EventsView view(navigation, messages);
        view.show();
        const EventModel& model = view.table().events();
        view.setTrace(story_of_two().build_closed(100 * us));
        view.complete({});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 7, timeout_ms);
        auto* switches = view.findChild<QCheckBox*>("eventsSwitches");
        switches->setChecked(true);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 8, timeout_ms);
        switches->setChecked(false);
        TraceBuilder schedule;
        schedule.wake(1, schedule.lane("a"), 0).preempt(5, 0, 0);
        view.setTrace(schedule.build_closed(10));
        view.complete({});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, timeout_ms);
        view.setTrace(story_of_two().build_closed(100 * us));
        view.complete({});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 7, timeout_ms);
    }

    void everyFilterLeavesItsRows() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        rig.view.findChild<QCheckBox*>("eventsSwitches")->setChecked(false);
        QVERIFY(rig.hasRows(7));
        rig.choice("eventsLane").setCurrentText("Bob");
        QVERIFY(rig.hasRows(3));
        rig.choice("eventsKind").setCurrentText("acquire");
        QVERIFY(rig.hasRows(1));
        rig.choice("eventsLane").setCurrentIndex(0);
        QVERIFY(rig.hasRows(2));
        rig.choice("eventsKind").setCurrentIndex(0);
        rig.choice("eventsObject").setCurrentText("count (variable)");
        QVERIFY(rig.hasRows(1));
        QCOMPARE(rig.text(0, EventColumn::kind), QString("write"));
        rig.table().findChild<QAction*>("eventsAll")->trigger();
        QVERIFY(rig.hasRows(7)); // the switches stay as they are
    }

    void aSelectionOfTimeLeavesItsEvents() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        rig.navigation.select({30 * us, 50 * us});
        QVERIFY(rig.hasRows(2));
        QCOMPARE(rig.text(0, EventColumn::kind), QString("wait begin"));
        const auto& range = *rig.view.findChild<QLabel*>("eventsRange");
        QVERIFY(range.isVisible());
        QCOMPARE(range.text(), range_text(TimeRange{30 * us, 50 * us}));
        QTest::mouseClick(rig.view.findChild<QToolButton*>("eventsWholeRun"), Qt::LeftButton);
        QVERIFY(rig.hasRows(8));
        QVERIFY(!range.isVisible());
    }

    void aRowLeadsToItsMoment() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        const QRect place = rig.table().visualRect(rig.model().index(4, 1));
        QTest::mouseClick(rig.table().viewport(), Qt::LeftButton, Qt::NoModifier, place.center());
        QCOMPARE(rig.navigation.cursor(), std::optional<std::int64_t>(30 * us));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(1));
        QTest::keyClick(&rig.table(), Qt::Key_Down);
        QCOMPARE(rig.navigation.cursor(), std::optional<std::int64_t>(40 * us));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(0));
    }

    void aMomentLeadsToTheLastRowOfItsLane() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        rig.navigation.chooseLane(1, 55 * us);
        QTRY_COMPARE_WITH_TIMEOUT(rig.table().currentRow(), 4, timeout_ms);
        QCOMPARE(rig.navigation.cursor(), std::optional<std::int64_t>(55 * us)); // it stays
        rig.navigation.chooseObject(2, 55 * us);
        QTRY_COMPARE_WITH_TIMEOUT(rig.table().currentRow(), 5, timeout_ms);
        rig.navigation.chooseLane(0, 1 * us);
        QTest::qWait(0);
        QCOMPARE(rig.navigation.cursor(), std::optional<std::int64_t>(1 * us)); // no event before
    }

    void theTableThatGetsTheFocusMovesNothing() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        rig.table().setFocus(Qt::TabFocusReason);
        QCoreApplication::processEvents();
        QVERIFY(!rig.navigation.cursor());
    }

    void enterGoesFromHitToHit() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        QTest::keyClicks(&rig.search(), "THE LOCK");
        QTest::keyClick(&rig.search(), Qt::Key_Return);
        const auto is_at = [&](std::int64_t time) {
            return QTest::qWaitFor([&] { return rig.navigation.cursor() == time; }, timeout_ms);
        };
        QVERIFY(is_at(20 * us));
        QVERIFY(rig.hasRows(4));
        QCOMPARE(rig.found(), QString("1 of 4"));
        QTest::keyClick(&rig.search(), Qt::Key_Return);
        QVERIFY(is_at(30 * us));
        rig.view.step(1);
        QVERIFY(is_at(50 * us));
        QTest::keyClick(&rig.search(), Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(is_at(30 * us));
        for (int i = 0; i < 5; ++i)
            rig.view.step(1);
        QVERIFY(is_at(60 * us)); // the last one
        QTest::keyClick(&rig.search(), Qt::Key_Escape);
        QVERIFY(rig.hasRows(8));
        QCOMPARE(rig.table().currentRow(), 7);
    }

    void aStepGoesOnFromTheCursorThoughTheTableIsHidden() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        rig.view.hide();
        rig.navigation.chooseLane(0, 41 * us);
        rig.view.step(1);
        QTRY_COMPARE_WITH_TIMEOUT(rig.navigation.cursor(), std::optional<std::int64_t>(50 * us), timeout_ms);
        rig.navigation.chooseLane(0, 39 * us);
        rig.view.step(-1);
        QTRY_COMPARE_WITH_TIMEOUT(rig.navigation.cursor(), std::optional<std::int64_t>(30 * us), timeout_ms);
    }

    void aNameIsALinkToWhatHasIt() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        const FoundNames none = find_names(*story_of_two().build_closed(1), "nobody");
        QVERIFY(none.empty());
        rig.search().setText("ou"); // in count
        auto* names = rig.view.findChild<QLabel*>("eventsNames");
        QTRY_VERIFY_WITH_TIMEOUT(names->isVisible(), timeout_ms);
        QVERIFY2(names->text().contains("count</a> (variable)"), qPrintable(names->text()));
        emit names->linkActivated("object:2");
        QCOMPARE(rig.navigation.chosenObject(), std::optional<ObjectId>(2));
        QCOMPARE(rig.navigation.cursor(), std::optional<std::int64_t>(40 * us));
        rig.search().clear();
        QTRY_VERIFY_WITH_TIMEOUT(!names->isVisible(), timeout_ms);
    }

    void rowsCanBeCopiedAsTextAndAsCsv() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        rig.table().selectRow(5);
        rig.table().setFocus();
        QTest::keyClick(&rig.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString("Time, ms\tLane\tEvent\tObject\tValue\tDetail\tLine\n"
                         "0.040000\tAnn\twrite\tcount\t1,234\t\tbank.cpp:42\n"));
        rig.table().findChild<QAction*>("eventsCopyCsv")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text().section("\r\n", 1, 1),
                 QString("0.040000,Ann,write,count,1234,,bank.cpp:42"));
    }

    void aLiveRunGrowsAndItsEndStaysInView() {
        const TraceBuilder story = story_of_two();
        const auto trace = std::make_shared<Trace>(true);
        story.introduce(*trace);
        EventsRig rig(trace, false);
        const std::vector<TimedRecord> records = story.sorted();
        trace->records({records.data(), 4});
        trace->time_reached(25 * us);
        rig.view.refresh({});
        QVERIFY(rig.hasRows(4));
        trace->records({records.data() + 4, records.size() - 4});
        std::vector<TimedRecord> more;
        for (int i = 0; i < 100; ++i)
            more.push_back({(70 + i) * us, 5, 2, 0, EventKind::write, 0, 0, 0});
        trace->records(more);
        trace->time_reached(200 * us);
        rig.view.refresh({});
        QVERIFY(rig.hasRows(108));
        QVERIFY(rig.table().isAtEnd() && rig.table().firstRowInView() > 80);
        trace->close(300 * us);
        rig.view.complete({});
        QTest::qWait(100);
        QCOMPARE(rig.model().rowCount(), 108);
    }

    void aRunThatGoesOnIsShownAtItsEnd() {
        EventsRig rig(busy_trace(2, 1'000), false);
        QTRY_VERIFY_WITH_TIMEOUT(rig.model().rowCount() > 1'000 && rig.table().isAtEnd(), timeout_ms);
        QVERIFY(rig.table().firstRowInView() > 900);
    }

    void whatIsMissingIsSaid() {
        TraceBuilder story = story_of_two();
        story.add(70 * us, 0, EventKind::records_lost, no_object, 9);
        EventsRig rig(story.build_closed(100 * us), false);
        RunInfo info;
        info.counts.dropped = 9;
        rig.view.complete(info);
        QVERIFY(rig.hasRows(9));
        QCOMPARE(rig.row(8).mid(1, 4), (QStringList{"Ann", "records lost", "", "≥ 9"}));
        QVERIFY2(rig.found().contains("not all"), qPrintable(rig.found()));
        QVERIFY(rig.view.findChild<QLabel*>("eventsFound")->toolTip().contains("9 dropped"));
        info.counts = {.late = 3}; // these are there
        rig.view.complete(info);
        QVERIFY(rig.hasRows(9));
        QVERIFY2(!rig.found().contains("not all"), qPrintable(rig.found()));
    }

    void theEventsThatAreShownAreSaved() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        rig.choice("eventsLane").setCurrentText("Bob");
        QVERIFY(rig.hasRows(3));
        const QTemporaryDir folder;
        QSignalSpy notes(&rig.messages, &Messages::note);
        rig.view.saveCsv(folder.filePath("bob.csv"));
        QVERIFY(notes.wait(timeout_ms));
        QFile file(folder.filePath("bob.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split("\r\n", Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith("time_ns,lane,event,object,value,detail,file,line"));
        QCOMPARE(lines[2], QString("30000,Bob,wait_begin,the lock,,,core/scenario/bank.cpp,41,1,1"));
    }

    void anotherRunForgetsTheRowsOfTheOneBefore() {
        EventsRig rig(story_of_two().build_closed(100 * us));
        QVERIFY(rig.hasRows(8));
        rig.choice("eventsLane").setCurrentText("Bob");
        rig.view.setTrace(busy_trace(2, 1'000));
        QCOMPARE(rig.choice("eventsLane").currentText(), QString("All lanes"));
        QTRY_VERIFY_WITH_TIMEOUT(rig.model().rowCount() > 1'000, timeout_ms);
        rig.view.setTrace(nullptr);
        QCOMPARE(rig.model().rowCount(), 0);
        QCOMPARE(rig.found(), QString());
    }

    void anyOfManyRowsCanBeReadAtOnce() {
        EventsRig rig(busy_trace(4, 60'000));
        QTRY_VERIFY_WITH_TIMEOUT(rig.model().rowCount() > 200'000, timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(!rig.found().contains('%'), timeout_ms);
        rig.table().selectRow(0);
        QTest::keyClick(&rig.table(), Qt::Key_End, Qt::ControlModifier);
        const int last = rig.model().rowCount() - 1;
        QCOMPARE(rig.table().currentRow(), last);
        QVERIFY(rig.table().rowAt(rig.table().viewport()->height() - 5) == last);
        std::int64_t before = -1;
        for (int row = 100'000; row < 100'600; ++row) {
            const auto record = rig.model().record(row);
            QVERIFY(record && record->event.time >= before);
            before = record->event.time;
        }
    }
};

} // namespace test_events

QTEST_MAIN(test_events::TestEvents)
#include "test_events.moc"
