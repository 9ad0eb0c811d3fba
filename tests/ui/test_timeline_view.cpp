// SPDX-License-Identifier: GPL-3.0-or-later
// The live timeline under keys, wheel and mouse, and while its trace grows.
#include "tests/ui/timeline_stories.h"
#include "ui/timeline/legend_widget.h"
#include "ui/timeline/timeline_hands.h"
#include "ui/timeline/timeline_view.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QPoint>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSize>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include <qcustomplot.h>

using namespace interleave;
using namespace interleave::test;

namespace {

/// A view of a trace with verbs for what a person does.
class Rig {
public:
    explicit Rig(std::shared_ptr<const Trace> trace, const QSize& size = {900, 500}) {
        view.resize(size);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the view is not shown");
        show(std::move(trace));
        plot = view.findChild<QCustomPlot*>(QStringLiteral("timelinePlot"));
        view.setFocus();
        QCoreApplication::processEvents();
    }
    /// Another trace, or none.
    void show(std::shared_ptr<const Trace> trace) {
        navigation.reset(trace ? whole_range(*trace) : TimeRange{0, 1'000});
        view.setTrace(std::move(trace));
    }
    /// What a window does at the display's rate while a run goes on.
    void tick() {
        navigation.setWholeRange(whole_range(*view.trace()));
        view.refresh();
    }
    /// Lets the views hear what changed.
    static void settle() { QCoreApplication::processEvents(); }
    QPoint pixelOf(std::int64_t time, std::size_t row) const {
        const QRectF& place = view.layoutOfRows().plot();
        return {static_cast<int>(
                    std::lround(pixel_of(time, navigation.visibleRange(), place.left(), place.width()))),
                static_cast<int>(view.layoutOfRows().bar(row).center().y())};
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&view, key, modifiers);
    }
    void click(const QPoint& at) { QTest::mouseClick(plot, Qt::LeftButton, Qt::NoModifier, at); }
    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::mousePress(plot, button, modifiers, from);
        for (const QPoint& at : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, button, modifiers);
            QCoreApplication::sendEvent(plot, &move);
        }
        QTest::mouseRelease(plot, button, modifiers, to);
    }
    void turnWheel(const QPoint& at, int steps, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(at, plot->mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(plot, &event);
    }
    /// Moves the pointer without any button.
    void hover(const QPoint& at) {
        QMouseEvent move(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(plot, &move);
    }

    Navigation navigation;
    TimelineView view{navigation};
    QCustomPlot* plot;
};

bool nearly(std::int64_t a, std::int64_t b, std::int64_t tolerance) {
    return std::abs(a - b) <= tolerance;
}

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void withoutATraceItStaysQuietUnderAllHands() {
        Rig rig(nullptr);
        for (const Qt::Key key :
             {Qt::Key_W, Qt::Key_A, Qt::Key_S, Qt::Key_D, Qt::Key_F, Qt::Key_M, Qt::Key_L, Qt::Key_0,
              Qt::Key_Home, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Period,
              Qt::Key_Comma, Qt::Key_BracketLeft, Qt::Key_BracketRight, Qt::Key_Escape})
            rig.press(key);
        rig.drag({100, 100}, {300, 100});
        rig.turnWheel({100, 100}, 1, Qt::ControlModifier);
        QVERIFY(!rig.navigation.selection() && !rig.navigation.cursor() && rig.view.rows().empty());
    }

    void anEmptyViewSaysWhatToDo() {
        Rig rig(nullptr);
        const QImage image = rig.view.grab().toImage();
        int letters = 0;
        for (int x = 0; x < image.width(); ++x)
            for (int y = image.height() / 3; y < image.height() * 2 / 3; ++y)
                letters += image.pixel(x, y) != image.pixel(2, 2) ? 1 : 0;
        QVERIFY(letters > 200);
    }

    void lanesAreDrawnWhereTheLayoutSays() {
        Rig rig(story_of_every_state());
        const QImage image = rig.view.grab().toImage();
        const Theme& theme = theme_for(rig.view.palette());
        const QPoint at = rig.pixelOf(135 * ms, 0) -
                          QPoint(0, static_cast<int>(rig.view.layoutOfRows().bar(0).height() / 3));
        QCOMPARE(image.pixelColor(at), theme.style(LaneState::running).fill);
    }

    void keysZoomAroundTheMiddle() {
        Rig rig(story_of_contention(3, 20));
        const TimeRange before = rig.navigation.visibleRange();
        rig.press(Qt::Key_W);
        const TimeRange closer = rig.navigation.visibleRange();
        QVERIFY(closer.length() < before.length());
        QVERIFY(nearly(closer.from - before.from, before.until - closer.until, before.length() / 100));
        rig.press(Qt::Key_S);
        QVERIFY(nearly(rig.navigation.visibleRange().length(), before.length(), 10));
    }

    void keysPan() {
        Rig rig(story_of_contention(3, 20));
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
        Rig rig(story_of_contention(3, 20));
        const auto strike = [&](int key, quint32 code) {
            QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, code, 0, 0);
            QCoreApplication::sendEvent(&rig.view, &event);
        };
        const TimeRange before = rig.navigation.visibleRange();
        strike(Qt::Key_Z, 25); // where W is, a French keyboard has Z
        QVERIFY(rig.navigation.visibleRange().length() < before.length());
        const TimeRange closer = rig.navigation.visibleRange();
        strike(Qt::Key_W, 52); // and W is elsewhere
        QCOMPARE(rig.navigation.visibleRange(), closer);
    }

    void theWheelWithControlKeepsTheTimeUnderThePointer() {
        Rig rig(story_of_contention(3, 20));
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
        Rig rig(story_of_contention(40, 3));
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

    void aDragSelectsAndTellsWhatIsWithin() {
        Rig rig(story_of_contention(3, 20));
        rig.drag(rig.pixelOf(10 * ms, 0), rig.pixelOf(20 * ms, 1));
        QVERIFY(rig.navigation.selection());
        const TimeRange selected = *rig.navigation.selection();
        const std::int64_t pixel = rig.navigation.visibleRange().length() / 600;
        QVERIFY(nearly(selected.from, 10 * ms, pixel) && nearly(selected.until, 20 * ms, pixel));
        const QString summary = rig.view.selectionSummary();
        QVERIFY2(summary.startsWith(QStringLiteral("ΔT ")) && summary.contains("events") &&
                     summary.contains("waiting"),
                 qPrintable(summary));
        rig.drag(rig.pixelOf(30 * ms, 0), rig.pixelOf(25 * ms, 1)); // backwards too
        QVERIFY(rig.navigation.selection()->from < rig.navigation.selection()->until);
        rig.press(Qt::Key_Escape);
        QVERIFY(!rig.navigation.selection());
        rig.settle();
        QVERIFY(rig.view.selectionSummary().isEmpty());
    }

    void aSelectionCountsExactly() {
        TraceBuilder story;
        const LaneId one = story.lane("one");
        const LaneId two = story.lane("two");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, one).begin(0, two).wake(0, one).wake(0, two);
        story.acquire(10 * ms, one, lock)
            .wait(20 * ms, two, lock)
            .block(20 * ms, two)
            .release(50 * ms, one, lock);
        story.wake(50 * ms, two).acquire(50 * ms, two, lock).release(60 * ms, two, lock);
        Rig rig(story.build_closed(100 * ms));
        rig.navigation.showRange({0, 100 * ms});
        rig.drag(rig.pixelOf(5 * ms, 0), rig.pixelOf(70 * ms, 0));
        // acquire, wait begin, release, acquire, release; what the kernel says is no event of a worker
        const QString summary = rig.view.selectionSummary();
        QVERIFY2(summary.contains(QString::fromUtf8("· 5 events ·")), qPrintable(summary));
        QVERIFY2(summary.contains(QStringLiteral("30.0") + QChar(0x202f) + "ms waiting"),
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
        Rig rig(story_of_contention(3, 20));
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
        Rig rig(story_of_contention(3, 20));
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

    void itFollowsAGrowingTraceUntilTheUserMoves() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        story.begin(0, lane).wake(0, lane);
        std::shared_ptr<Trace> trace = story.build(10 * ms);
        Rig rig(trace);
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
        TraceBuilder story;
        const LaneId lane = story.lane("worker 1");
        story.begin(0, lane).wake(0, lane);
        std::shared_ptr<Trace> trace = story.build(10 * ms);
        Rig rig(trace);
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
        Rig rig(story_of_contention(3, 20));
        QCoreApplication::processEvents();
        QSignalSpy spy(rig.plot, &QCustomPlot::afterReplot);
        for (int tick = 0; tick < 50; ++tick) {
            rig.tick();
            QCoreApplication::processEvents();
        }
        QCOMPARE(spy.count(), 0);
    }
    void manyMovesMakeOneReplot() {
        Rig rig(story_of_contention(3, 20));
        QCoreApplication::processEvents();
        QSignalSpy spy(rig.plot, &QCustomPlot::afterReplot);
        for (int move = 0; move < 20; ++move)
            rig.press(Qt::Key_W);
        // The navigation speaks in one turn of the event loop, the plot is drawn in the next.
        QTRY_COMPARE(spy.count(), 1);
        for (int turn = 0; turn < 10; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(spy.count(), 1);
    }

    void fAndDoubleClickFocusAndAgainShowAll() {
        Rig rig(story_of_every_state());
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
        Rig rig(story_of_every_state());
        rig.drag(rig.pixelOf(20 * ms, 0), rig.pixelOf(40 * ms, 0));
        rig.press(Qt::Key_F);
        QCOMPARE(rig.navigation.visibleRange(), *rig.navigation.selection());
    }

    void dotAndCommaWalkAlongTheEventsOfALane() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, lane)
            .wake(0, lane)
            .acquire(10 * ms, lane, lock)
            .release(20 * ms, lane, lock)
            .end(30 * ms, lane);
        Rig rig(story.build_closed(40 * ms));
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
        TraceBuilder story;
        const LaneId one = story.lane("one");
        const LaneId two = story.lane("two");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, one).begin(0, two).wake(0, one).wake(0, two).acquire(10 * ms, one, lock);
        story.wait(20 * ms, two, lock).block(20 * ms, two).release(50 * ms, one, lock);
        story.wake(50 * ms, two).acquire(50 * ms, two, lock);
        Rig rig(story.build_closed(60 * ms));
        rig.click(rig.pixelOf(30 * ms, 1));
        QCOMPARE(rig.navigation.chosenLane(), two);
        rig.press(Qt::Key_BracketLeft);
        QCOMPARE(rig.navigation.chosenLane(), one);
        rig.press(Qt::Key_BracketLeft); // the owner waits for nobody
        QCOMPARE(rig.navigation.chosenLane(), one);
        rig.press(Qt::Key_BracketRight);
        QCOMPARE(rig.navigation.chosenLane(), two);
    }

    void aClickTellsTheLaneAndItsLine() {
        Rig rig(story_of_contention(2, 10));
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

    void arrowsChooseLanesAndScrollThemIntoView() {
        Rig rig(story_of_contention(40, 3));
        for (int step = 0; step < 40; ++step)
            rig.press(Qt::Key_Down);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{39});
        rig.settle();
        QVERIFY(rig.view.layoutOfRows().is_visible(39));
        rig.press(Qt::Key_Up);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{38});
    }

    void marksStayWhenKept() {
        Rig rig(story_of_every_state());
        rig.navigation.chooseLane(0, 20 * ms);
        rig.press(Qt::Key_M, Qt::ShiftModifier);
        rig.press(Qt::Key_M, Qt::ShiftModifier); // twice is once
        rig.navigation.chooseLane(0, 40 * ms);
        rig.press(Qt::Key_M);
        rig.press(Qt::Key_Escape);
        QCOMPARE(rig.navigation.marks(), std::vector<std::int64_t>{20 * ms});
        QVERIFY(!rig.navigation.cursor());
    }

    void thePointerIsToldWhatItIsOn() {
        Rig rig(story_of_every_state());
        QSignalSpy spy(&rig.view, &TimelineView::hoverTextChanged);
        rig.hover(rig.pixelOf(125 * ms, 0));
        const QString line = spy.last().at(0).toString();
        QVERIFY2(line.startsWith("worker: waits for lock") && line.contains("for 10.0"), qPrintable(line));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(rig.plot, &leave);
        QVERIFY(spy.last().at(0).toString().isEmpty());
    }

    void theToolTipNamesStateObjectHolderAndDuration() {
        TraceBuilder story;
        const LaneId one = story.lane("<one>");
        const LaneId two = story.lane("two");
        const ObjectId lock = story.object(ObjectKind::mutex, "account");
        const std::uint32_t file = story.file("catalogue/bank.cpp");
        story.begin(0, one).begin(0, two).wake(0, one).wake(0, two).acquire(10 * ms, one, lock);
        story.add(20 * ms, two, EventKind::wait_begin, lock, 0, 0, make_site(file, 7)).block(20 * ms, two);
        Rig rig(story.build_closed(60 * ms));
        const QPoint at = rig.pixelOf(30 * ms, 1);
        QHelpEvent help(QEvent::ToolTip, at, rig.plot->mapToGlobal(at));
        QCoreApplication::sendEvent(rig.plot, &help);
        const QString shown = QToolTip::text();
        for (const char* part : {"two", "waits for lock", "account", "&lt;one&gt;", "40.0", "bank.cpp:7"})
            QVERIFY2(shown.contains(part), qPrintable(shown));
    }

    void aNewTraceBeginsAfresh() {
        Rig rig(story_of_contention(3, 20));
        rig.press(Qt::Key_W);
        rig.drag(rig.pixelOf(30 * ms, 0), rig.pixelOf(35 * ms, 0));
        rig.show(story_of_every_state());
        QVERIFY(rig.navigation.isFollowing() && !rig.navigation.selection() && !rig.navigation.cursor());
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{0, 140 * ms}));
        rig.show(nullptr);
        QVERIFY(rig.view.rows().empty());
    }

    void itTakesTheColoursOfThePalette() {
        Rig rig(story_of_every_state());
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(0x20, 0x22, 0x25));
        dark.setColor(QPalette::WindowText, QColor(0xe8, 0xea, 0xed));
        rig.view.setPalette(dark);
        QCoreApplication::processEvents();
        const QImage image = rig.view.grab().toImage();
        QCOMPARE(image.pixelColor(1, 1), theme_of(ThemeName::dark).background);
    }

    void theOverviewMovesTheView() {
        Rig rig(story_of_contention(3, 40));
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

    void aTinyViewDoesNotFall() {
        for (const QSize size : {QSize(1, 1), QSize(30, 200), QSize(300, 30)}) {
            Rig rig(story_of_contention(8, 5));
            rig.view.setMinimumSize(1, 1);
            rig.view.resize(size);
            QCoreApplication::processEvents();
            QCOMPARE(rig.view.grab().size(), rig.view.size());
        }
    }

    void everyHandIsOnTheSheetAndHasWords() {
        for (const auto& [keys, meaning] : TimelineHands::sheet())
            QVERIFY(!keys.isEmpty() && !meaning.isEmpty());
        QVERIFY(TimelineHands::sheet().size() >= 15);
    }

    void theLegendNamesWhatOccurs() {
        LegendWidget legend;
        legend.setTrace(story_of_contention(2, 10));
        const QString words = legend.accessibleDescription();
        QVERIFY(words.contains("running") && words.contains("waits: lock") &&
                words.contains("held while others wait"));
        QVERIFY(!words.contains("GIL") && !words.contains("semaphore"));
        QVERIFY(legend.heightForWidth(150) > legend.heightForWidth(1'500));
    }
};

QTEST_MAIN(TestTimelineView)
#include "test_timeline_view.moc"
