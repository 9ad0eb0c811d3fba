// SPDX-License-Identifier: GPL-3.0-or-later
// What the live timeline shows: a trace that may still grow, and what is at a point of it.
#include "tests/ui/example_traces.h"
#include "tests/ui/timeline_rig.h"
#include "ui/timeline/legend_widget.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QPoint>
#include <QSignalSpy>
#include <QSize>
#include <QTest>
#include <QToolTip>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_view {

class TestTimelineView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void anEmptyViewSaysWhatToDo() {
        TimelineRig rig(nullptr);
        const QImage image = rig.view.grab().toImage();
        int letters = 0;
        for (int x = 0; x < image.width(); ++x)
            for (int y = image.height() / 3; y < image.height() * 2 / 3; ++y)
                letters += image.pixel(x, y) != image.pixel(2, 2) ? 1 : 0;
        QVERIFY(letters > 200);
    }

    void lanesAreDrawnWhereTheLayoutSays() {
        TimelineRig rig(trace_of_every_state());
        const QImage image = rig.view.grab().toImage();
        const Theme& theme = theme_for(rig.view.palette());
        const QPoint at = rig.pixelOf(135 * ms, 0) -
                          QPoint(0, static_cast<int>(rig.view.layoutOfRows().bar(0).height() / 3));
        QCOMPARE(image.pixelColor(at), theme.style(LaneState::running).fill);
    }

    void itFollowsAGrowingTraceUntilTheUserMoves() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        builder.begin(0, lane).wake(0, lane);
        std::shared_ptr<Trace> trace = builder.build(10 * ms);
        TimelineRig rig(trace);
        QCOMPARE(rig.navigation.visibleRange().until, 10 * ms);
        trace->time_reached(30 * ms);
        rig.tick();
        QCOMPARE(rig.navigation.visibleRange().until, 30 * ms);
        rig.press(Qt::Key_W);
        QVERIFY(!rig.navigation.isFollowing());
        const TimeRange seen = rig.navigation.visibleRange();
        trace->time_reached(90 * ms);
        rig.tick();
        QCOMPARE(rig.navigation.visibleRange(), seen);
        rig.press(Qt::Key_L);
        QVERIFY(rig.navigation.isFollowing());
        QCOMPARE(rig.navigation.visibleRange().until, 90 * ms);
        QCOMPARE(rig.navigation.visibleRange().length(), seen.length());
    }

    void lanesThatAppearLaterGetTheirRows() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker 1");
        builder.begin(0, lane).wake(0, lane);
        std::shared_ptr<Trace> trace = builder.build(10 * ms);
        TimelineRig rig(trace);
        QCOMPARE(rig.view.rows().size(), std::size_t{1});
        trace->object_appeared({1, ObjectKind::mutex, "lock"});
        trace->object_appeared({2, ObjectKind::label, "phase"});
        trace->lane_appeared({1, LaneKind::process, 2000, 2000, no_object, "worker 2"});
        trace->time_reached(20 * ms);
        rig.tick();
        QCOMPARE(rig.view.rows().size(), std::size_t{3});
        QVERIFY2(rig.view.rows()[1].kind == TimelineRow::Kind::lane, "lanes stand before objects");
    }

    void refreshingWithoutNewsDrawsNothing() {
        TimelineRig rig(trace_of_contention(3, 20));
        QCoreApplication::processEvents();
        QSignalSpy spy(rig.plot, &QCustomPlot::afterReplot);
        for (int tick = 0; tick < 50; ++tick) {
            rig.tick();
            QCoreApplication::processEvents();
        }
        QCOMPARE(spy.count(), 0);
    }

    void manyMovesMakeOneReplot() {
        TimelineRig rig(trace_of_contention(3, 20));
        QCoreApplication::processEvents();
        QSignalSpy spy(rig.plot, &QCustomPlot::afterReplot);
        for (int move = 0; move < 20; ++move)
            rig.press(Qt::Key_W);
        // The navigation sends its signal in one turn of the event loop, and the plot is drawn in the next.
        QTRY_COMPARE(spy.count(), 1);
        for (int turn = 0; turn < 10; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(spy.count(), 1);
    }

    void aNewTraceResetsTheView() {
        TimelineRig rig(trace_of_contention(3, 20));
        rig.press(Qt::Key_W);
        rig.drag(rig.pixelOf(30 * ms, 0), rig.pixelOf(35 * ms, 0));
        rig.show(trace_of_every_state());
        QVERIFY(rig.navigation.isFollowing() && !rig.navigation.selection() && !rig.navigation.cursor());
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{0, 140 * ms}));
        rig.show(nullptr);
        QVERIFY(rig.view.rows().empty());
    }

    void itTakesTheColoursOfThePalette() {
        TimelineRig rig(trace_of_every_state());
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(0x20, 0x22, 0x25));
        dark.setColor(QPalette::WindowText, QColor(0xe8, 0xea, 0xed));
        rig.view.setPalette(dark);
        QCoreApplication::processEvents();
        const QImage image = rig.view.grab().toImage();
        QCOMPARE(image.pixelColor(1, 1), theme_of(ThemeName::dark).background);
    }

    void aTinyViewDoesNotCrash() {
        for (const QSize size : {QSize(1, 1), QSize(30, 200), QSize(300, 30)}) {
            TimelineRig rig(trace_of_contention(8, 5));
            rig.view.setMinimumSize(1, 1);
            rig.view.resize(size);
            QCoreApplication::processEvents();
            QCOMPARE(rig.view.grab().size(), rig.view.size());
        }
    }

    void theLineSaysWhatIsUnderThePointer() {
        TimelineRig rig(trace_of_every_state());
        QSignalSpy spy(&rig.view, &TimelineView::hoverTextChanged);
        rig.hover(rig.pixelOf(125 * ms, 0));
        const QString line = spy.last().at(0).toString();
        QVERIFY2(line.startsWith("worker: waits for ") && line.contains("for 10.0"), qPrintable(line));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(rig.plot, &leave);
        QVERIFY(spy.last().at(0).toString().isEmpty());
    }

    void theToolTipNamesStateObjectHolderAndDuration() {
        TraceBuilder builder;
        const LaneId owner = builder.lane("<owner>");
        const LaneId waiter = builder.lane("waiter");
        const ObjectId lock = builder.object(ObjectKind::mutex, "account");
        const std::uint32_t file = builder.file("catalogue/bank.cpp");
        builder.begin(0, owner).begin(0, waiter).wake(0, owner).wake(0, waiter).acquire(10 * ms, owner, lock);
        builder.add(20 * ms, waiter, EventKind::wait_begin, lock, 0, 0, make_site(file, 7))
            .block(20 * ms, waiter);
        TimelineRig rig(builder.build_closed(60 * ms));
        const QPoint at = rig.pixelOf(30 * ms, 1);
        QHelpEvent help(QEvent::ToolTip, at, rig.plot->mapToGlobal(at));
        QCoreApplication::sendEvent(rig.plot, &help);
        const QString shown = QToolTip::text();
        for (const char* part :
             {"waiter", "waits for lock", "account", "&lt;owner&gt;", "40.0", "bank.cpp:7"})
            QVERIFY2(shown.contains(part), qPrintable(shown));
    }

    void aClickChoosesTheLaneAndFindsItsLine() {
        TimelineRig rig(trace_of_contention(2, 10));
        const Trace& trace = *rig.view.trace();
        std::int64_t waiting = -1;
        for (std::size_t i = 0; i < trace.lane(1).segments().size() && waiting < 0; ++i)
            if (trace.lane(1).segments()[i].state == LaneState::waiting_lock)
                waiting = (trace.lane(1).segments()[i].begin + trace.lane(1).segments()[i + 1].begin) / 2;
        QVERIFY(waiting >= 0);
        rig.click(rig.pixelOf(waiting, 1));
        QCOMPARE(rig.navigation.chosenLane(), LaneId{1});
        const Moment moment = moment_at({&trace, trace.time_end()}, rig.view.rows()[1], waiting);
        QVERIFY(moment.file.endsWith("lock_contention.cpp"));
        QCOMPARE(moment.line, 42);
        rig.click(rig.pixelOf(waiting, 0));
        QCOMPARE(rig.navigation.chosenLane(), LaneId{0});
    }

    void theLegendNamesWhatOccurs() {
        LegendWidget legend;
        legend.setTrace(trace_of_contention(2, 10));
        const QString words = legend.accessibleDescription();
        QVERIFY(words.contains("running") && words.contains("waits: lock") &&
                words.contains("held while others wait"));
        QVERIFY(!words.contains("GIL") && !words.contains("semaphore"));
        QVERIFY(legend.heightForWidth(150) > legend.heightForWidth(1'500));
    }
};

} // namespace test_timeline_view

QTEST_MAIN(test_timeline_view::TestTimelineView)
#include "test_timeline_view.moc"
