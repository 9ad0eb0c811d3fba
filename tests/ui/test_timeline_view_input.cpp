// SPDX-License-Identifier: GPL-3.0-or-later
// What keys, wheel and mouse do to the live timeline.
#include "tests/ui/example_traces.h"
#include "tests/ui/timeline_rig.h"
#include "ui/timeline/timeline_keys.h"

#include <QKeyEvent>
#include <QScrollBar>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_view_input {

class TestTimelineViewInput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void withoutATraceNoInputDoesAnything() {
        TimelineRig rig(nullptr);
        for (const Qt::Key key :
             {Qt::Key_W, Qt::Key_A, Qt::Key_S, Qt::Key_D, Qt::Key_F, Qt::Key_M, Qt::Key_L, Qt::Key_0,
              Qt::Key_Home, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Period,
              Qt::Key_Comma, Qt::Key_BracketLeft, Qt::Key_BracketRight, Qt::Key_Escape})
            rig.press(key);
        rig.drag({100, 100}, {300, 100});
        rig.turnWheel({100, 100}, 1, Qt::ControlModifier);
        QVERIFY(!rig.navigation.selection() && !rig.navigation.cursor() && rig.view.rows().empty());
    }

    void keysZoomAroundTheMiddle() {
        TimelineRig rig(trace_of_contention(3, 20));
        const TimeRange before = rig.navigation.visibleRange();
        rig.press(Qt::Key_W);
        const TimeRange closer = rig.navigation.visibleRange();
        QVERIFY(closer.length() < before.length());
        QVERIFY(nearly(closer.from - before.from, before.until - closer.until, before.length() / 100));
        rig.press(Qt::Key_S);
        QVERIFY(nearly(rig.navigation.visibleRange().length(), before.length(), 10));
    }

    void keysZoomAtTheCursorIfItIsInView() {
        TimelineRig rig(trace_of_contention(3, 20));
        const TimeRange whole = rig.navigation.visibleRange();
        const std::int64_t cursor = whole.from + whole.length() / 5;
        rig.navigation.chooseLane(1, cursor);
        const auto share = [&](std::int64_t time) {
            const TimeRange& range = rig.navigation.visibleRange();
            return static_cast<double>(time - range.from) / static_cast<double>(range.length());
        };
        for (const Qt::Key key : {Qt::Key_W, Qt::Key_W, Qt::Key_S, Qt::Key_W}) {
            rig.press(key);
            QVERIFY2(std::abs(share(cursor) - 0.2) < 0.01, qPrintable(QString::number(share(cursor))));
        }
        // A pointer elsewhere changes nothing, until the cursor is out of view.
        const QPoint pointer = rig.pixelOf(
            rig.navigation.visibleRange().from + rig.navigation.visibleRange().length() * 3 / 4, 1);
        rig.hover(pointer);
        rig.press(Qt::Key_W);
        QVERIFY2(std::abs(share(cursor) - 0.2) < 0.01, qPrintable(QString::number(share(cursor))));
        for (int i = 0; i < 3; ++i)
            rig.press(Qt::Key_D);
        QVERIFY(cursor < rig.navigation.visibleRange().from);
        const QRectF plot = rig.view.layoutOfRows().plot();
        const auto under_pointer = [&] {
            return time_at(pointer.x(), rig.navigation.visibleRange(), plot.left(), plot.width());
        };
        const std::int64_t before = under_pointer();
        rig.press(Qt::Key_W);
        QVERIFY(nearly(under_pointer(), before, rig.navigation.visibleRange().length() / 900 + 1));
    }

    void keysPan() {
        TimelineRig rig(trace_of_contention(3, 20));
        rig.press(Qt::Key_W);
        for (const auto& [later, earlier] :
             {std::pair{Qt::Key_D, Qt::Key_A}, std::pair{Qt::Key_Right, Qt::Key_Left}}) {
            const TimeRange before = rig.navigation.visibleRange();
            rig.press(later);
            QVERIFY(rig.navigation.visibleRange().from > before.from);
            QCOMPARE(rig.navigation.visibleRange().length(), before.length());
            rig.press(earlier);
            QCOMPARE(rig.navigation.visibleRange(), before);
        }
    }

    void keysAreTakenByTheirPlaceOnTheKeyboard() {
        TimelineRig rig(trace_of_contention(3, 20));
        const auto press_at_place = [&](int key, quint32 code) {
            QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, code, 0, 0);
            QCoreApplication::sendEvent(&rig.view, &event);
        };
        const TimeRange before = rig.navigation.visibleRange();
        press_at_place(Qt::Key_Z, 25); // the place of W, where a French keyboard has Z
        QVERIFY(rig.navigation.visibleRange().length() < before.length());
        const TimeRange closer = rig.navigation.visibleRange();
        press_at_place(Qt::Key_W, 52); // the place of W on that keyboard
        QCOMPARE(rig.navigation.visibleRange(), closer);
    }

    void theWheelWithControlKeepsTheTimeUnderThePointer() {
        TimelineRig rig(trace_of_contention(3, 20));
        for (const int steps : {3, -2, 5}) {
            const QPoint at = rig.pixelOf(
                rig.navigation.visibleRange().from + rig.navigation.visibleRange().length() / 3, 1);
            const QRectF place = rig.view.layoutOfRows().plot();
            const std::int64_t before =
                time_at(at.x(), rig.navigation.visibleRange(), place.left(), place.width());
            const std::int64_t length = rig.navigation.visibleRange().length();
            rig.turnWheel(at, steps, Qt::ControlModifier);
            QVERIFY(steps > 0 ? rig.navigation.visibleRange().length() < length
                              : rig.navigation.visibleRange().length() > length);
            const std::int64_t after =
                time_at(at.x(), rig.navigation.visibleRange(), place.left(), place.width());
            QVERIFY(nearly(before, after, rig.navigation.visibleRange().length() / 900 + 1));
        }
    }

    void theWheelScrollsLanesAndWithShiftPans() {
        TimelineRig rig(trace_of_contention(40, 3));
        auto* bar = rig.view.findChild<QScrollBar*>(QStringLiteral("timelineScroll"));
        QVERIFY(bar->isVisible() && bar->maximum() > 0);
        rig.turnWheel({400, 200}, -2, Qt::NoModifier);
        QVERIFY(bar->value() > 0);
        QCOMPARE(static_cast<int>(rig.view.layoutOfRows().scroll()), bar->value());
        rig.press(Qt::Key_W);
        const TimeRange before = rig.navigation.visibleRange();
        rig.turnWheel({400, 200}, -1, Qt::ShiftModifier);
        QVERIFY(rig.navigation.visibleRange().from > before.from);
        QCOMPARE(rig.navigation.visibleRange().length(), before.length());
        rig.press(Qt::Key_PageDown);
        rig.view.grab(); // rows that reach beyond the edge are drawn, not written beyond it
        QCOMPARE(bar->value(), bar->maximum());
    }

    void aDragSelectsAndSummarizesTheStretch() {
        TimelineRig rig(trace_of_contention(3, 20));
        rig.drag(rig.pixelOf(10 * ms, 0), rig.pixelOf(20 * ms, 1));
        QVERIFY(rig.navigation.selection());
        const TimeRange selected = *rig.navigation.selection();
        const std::int64_t pixel = rig.navigation.visibleRange().length() / 600;
        QVERIFY(nearly(selected.from, 10 * ms, pixel) && nearly(selected.until, 20 * ms, pixel));
        const QString summary = rig.view.selectionSummary();
        QVERIFY2(summary.startsWith(QStringLiteral("ΔT ")) && summary.contains("events") &&
                     summary.contains("waits: lock"),
                 qPrintable(summary));
        rig.drag(rig.pixelOf(30 * ms, 0), rig.pixelOf(25 * ms, 1)); // backwards too
        QVERIFY(rig.navigation.selection()->from < rig.navigation.selection()->until);
        rig.press(Qt::Key_Escape);
        QVERIFY(!rig.navigation.selection());
        rig.processEvents();
        QVERIFY(rig.view.selectionSummary().isEmpty());
    }

    void aSelectionCountsExactly() {
        TraceBuilder builder;
        const LaneId owner = builder.lane("owner");
        const LaneId waiter = builder.lane("waiter");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, owner).begin(0, waiter).wake(0, owner).wake(0, waiter);
        builder.acquire(10 * ms, owner, lock)
            .wait(20 * ms, waiter, lock)
            .block(20 * ms, waiter)
            .release(50 * ms, owner, lock);
        builder.wake(50 * ms, waiter).acquire(50 * ms, waiter, lock).release(60 * ms, waiter, lock);
        TimelineRig rig(builder.build_closed(100 * ms));
        rig.navigation.showRange({0, 100 * ms});
        rig.drag(rig.pixelOf(5 * ms, 0), rig.pixelOf(70 * ms, 0));
        // The events are acquire, wait begin, release, acquire, release; records of the kernel are no events
        // of a worker.
        const QString summary = rig.view.selectionSummary();
        QVERIFY2(summary.contains(QString::fromUtf8("· 5 events ·")), qPrintable(summary));
        QVERIFY2(summary.contains(QStringLiteral("waits: lock 30.0") + QChar(0x202f) + "ms"),
                 qPrintable(summary));
        QVERIFY2(summary.indexOf("running") < summary.indexOf("waits: lock"), "most time comes first");
    }

    void aSelectionLeavesOutWhoWaitsForTheOthersStartOrEnd() {
        TraceBuilder builder;
        const LaneId main = builder.lane("main", LaneKind::process);
        const LaneId worker = builder.lane("worker");
        const ObjectId joined = builder.object(ObjectKind::worker, "worker");
        const ObjectId gate = builder.object(ObjectKind::start_gate, "start gate");
        builder.begin(0, main).begin(0, worker).wake(0, main).wake(0, worker);
        builder.wait(10 * ms, main, joined).block(10 * ms, main);
        builder.wait(10 * ms, worker, gate).block(10 * ms, worker);
        builder.give_up(40 * ms, worker, gate, WaitOutcome::satisfied).wake(40 * ms, worker);
        const auto trace = builder.build_closed(100 * ms);
        const QString summary = summary_of(*trace, {0, 100 * ms});
        QVERIFY2(!summary.contains("join") && !summary.contains("gate"), qPrintable(summary));
        QVERIFY2(summary.contains(QStringLiteral("running 80.0") + QChar(0x202f) + "ms"),
                 qPrintable(summary));
    }

    void middleAndShiftDragPan_data() {
        QTest::addColumn<int>("button");
        QTest::addColumn<int>("modifier");
        QTest::newRow("middle") << int(Qt::MiddleButton) << int(Qt::NoModifier);
        QTest::newRow("Shift") << int(Qt::LeftButton) << int(Qt::ShiftModifier);
    }

    void middleAndShiftDragPan() {
        QFETCH(int, button);
        QFETCH(int, modifier);
        TimelineRig rig(trace_of_contention(3, 20));
        rig.press(Qt::Key_W);
        const TimeRange before = rig.navigation.visibleRange();
        const QPoint begin = rig.pixelOf(before.from + before.length() / 2, 0);
        rig.drag(begin, begin - QPoint(100, 0), static_cast<Qt::MouseButton>(button),
                 static_cast<Qt::KeyboardModifier>(modifier));
        QVERIFY(!rig.navigation.selection());
        const double moved = static_cast<double>(rig.navigation.visibleRange().from - before.from);
        const double expected =
            100.0 / rig.view.layoutOfRows().plot().width() * static_cast<double>(before.length());
        QVERIFY(std::abs(moved - expected) < expected / 50);
        QCOMPARE(rig.navigation.visibleRange().length(), before.length());
    }

    void undoAndRedoOfTheView() {
        TimelineRig rig(trace_of_contention(3, 20));
        const TimeRange first = rig.navigation.visibleRange();
        rig.press(Qt::Key_W);
        const TimeRange second = rig.navigation.visibleRange();
        rig.press(Qt::Key_D);
        const TimeRange third = rig.navigation.visibleRange();
        rig.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.navigation.visibleRange(), second);
        rig.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.navigation.visibleRange(), first);
        rig.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        rig.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rig.navigation.visibleRange(), third);
        rig.press(Qt::Key_Home);
        QCOMPARE(rig.navigation.visibleRange(), first);
    }

    void fAndDoubleClickFocusAndAgainShowAll() {
        TimelineRig rig(trace_of_every_state());
        const TimeRange all = rig.navigation.visibleRange();
        rig.click(rig.pixelOf(65 * ms, 0));
        rig.press(Qt::Key_F);
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{55 * ms, 75 * ms}));
        rig.press(Qt::Key_F);
        QCOMPARE(rig.navigation.visibleRange(), all);
        QTest::mouseDClick(rig.plot, Qt::LeftButton, Qt::NoModifier, rig.pixelOf(65 * ms, 0));
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{55 * ms, 75 * ms}));
    }

    void aSelectionIsFocusedToo() {
        TimelineRig rig(trace_of_every_state());
        rig.drag(rig.pixelOf(20 * ms, 0), rig.pixelOf(40 * ms, 0));
        rig.press(Qt::Key_F);
        QCOMPARE(rig.navigation.visibleRange(), *rig.navigation.selection());
    }

    void dotAndCommaWalkAlongTheEventsOfALane() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, lane)
            .wake(0, lane)
            .acquire(10 * ms, lane, lock)
            .release(20 * ms, lane, lock)
            .end(30 * ms, lane);
        TimelineRig rig(builder.build_closed(40 * ms));
        rig.click(rig.pixelOf(5 * ms, 0));
        for (const std::int64_t expected : {10 * ms, 20 * ms, 30 * ms, 30 * ms}) {
            rig.press(Qt::Key_Period);
            QCOMPARE(rig.navigation.cursor(), expected);
        }
        for (const std::int64_t expected : {20 * ms, 10 * ms, std::int64_t{0}, std::int64_t{0}}) {
            rig.press(Qt::Key_Comma);
            QCOMPARE(rig.navigation.cursor(), expected);
        }
    }

    void bracketsLeadFromTheWaiterToTheOwnerAndBack() {
        constexpr LaneId owner = 0;
        constexpr LaneId waiter = 1;
        TimelineRig rig(trace_of_a_wait());
        rig.click(rig.pixelOf(30 * ms, 1));
        QCOMPARE(rig.navigation.chosenLane(), waiter);
        rig.press(Qt::Key_BracketLeft);
        QCOMPARE(rig.navigation.chosenLane(), owner);
        rig.press(Qt::Key_BracketLeft); // the owner waits for nobody
        QCOMPARE(rig.navigation.chosenLane(), owner);
        rig.press(Qt::Key_BracketRight);
        QCOMPARE(rig.navigation.chosenLane(), waiter);
    }

    void arrowsChooseLanesAndScrollThemIntoView() {
        TimelineRig rig(trace_of_contention(40, 3));
        for (int step = 0; step < 40; ++step)
            rig.press(Qt::Key_Down);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{39});
        rig.processEvents();
        QVERIFY(rig.view.layoutOfRows().is_visible(39));
        rig.press(Qt::Key_Up);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{38});
    }

    void marksStayWhenKept() {
        TimelineRig rig(trace_of_every_state());
        rig.navigation.chooseLane(0, 20 * ms);
        rig.press(Qt::Key_M, Qt::ShiftModifier);
        rig.press(Qt::Key_M, Qt::ShiftModifier); // the second one changes nothing
        rig.navigation.chooseLane(0, 40 * ms);
        rig.press(Qt::Key_M);
        rig.press(Qt::Key_Escape);
        QCOMPARE(rig.navigation.marks(), std::vector<std::int64_t>{20 * ms});
        QVERIFY(!rig.navigation.cursor());
    }

    void theOverviewMovesTheView() {
        TimelineRig rig(trace_of_contention(3, 40));
        for (int turn = 0; turn < 4; ++turn)
            rig.press(Qt::Key_W);
        const QRectF plot = rig.view.layoutOfRows().plot();
        const QPoint at(static_cast<int>(plot.left() + plot.width() * 0.9), 12);
        rig.click(at);
        const std::int64_t middle =
            (rig.navigation.visibleRange().from + rig.navigation.visibleRange().until) / 2;
        const std::int64_t whole = whole_range(*rig.view.trace()).until;
        QVERIFY(nearly(middle, whole * 9 / 10, whole / 100));
    }

    void everyListedKeyHasItsMeaning() {
        for (const auto& [keys, meaning] : TimelineKeys::keys())
            QVERIFY(!keys.isEmpty() && !meaning.isEmpty());
        QVERIFY(TimelineKeys::keys().size() >= 15);
    }
};

} // namespace test_timeline_view_input

QTEST_MAIN(test_timeline_view_input::TestTimelineViewInput)
#include "test_timeline_view_input.moc"
