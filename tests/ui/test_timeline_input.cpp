// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline's model, input and steps without any widget: events go in, and moves of the navigation and
// requests come out.
#include "tests/ui/example_traces.h"
#include "ui/timeline/timeline_keys.h"
#include "ui/timeline/timeline_pointer.h"
#include "ui/timeline/timeline_walk.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_input {

struct Rig {
    explicit Rig(std::shared_ptr<const Trace> trace = trace_of_a_wait()) {
        if (trace)
            navigation.reset(whole_range(*trace));
        model.set_look(theme_of(ThemeName::light), QFont());
        model.set_trace(std::move(trace));
        model.place({900, 400});
    }
    bool press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        return keys.handle(QKeyEvent(QEvent::KeyPress, key, modifiers));
    }
    void point(QEvent::Type type, const QPointF& at, Qt::MouseButton button = Qt::LeftButton,
               Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        const bool is_move = type == QEvent::MouseMove;
        QMouseEvent event(type, at, at, is_move ? Qt::NoButton : button, button, modifiers);
        pointer.handle(event);
    }
    void drag(const QPointF& from, const QPointF& to, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        point(QEvent::MouseButtonPress, from, button, modifiers);
        point(QEvent::MouseMove, to, button, modifiers);
        point(QEvent::MouseButtonRelease, to, button, modifiers);
    }
    QPointF at(std::int64_t time, std::size_t row) const {
        const QRectF& plot = model.layout().plot();
        return {pixel_of(time, navigation.visibleRange(), plot.left(), plot.width()),
                model.layout().bar(row).center().y()};
    }

    Navigation navigation;
    TimelineModel model{navigation};
    TimelinePointer pointer{model, navigation};
    TimelineKeys keys{model, navigation, pointer};
};

constexpr std::size_t row_of_owner = 0;
constexpr std::size_t row_of_waiter = 1;
constexpr std::size_t row_of_lock = 2;

class TestTimelineInput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theModelKnowsWhatIsUnderAPoint() {
        const Rig rig;
        const auto moment = rig.model.moment_under(rig.at(30 * ms, row_of_waiter));
        QVERIFY(moment);
        QCOMPARE(moment->row, QStringLiteral("waiter"));
        QCOMPARE(moment->object, QStringLiteral("lock"));
        QCOMPARE(moment->holder, QStringLiteral("owner"));
        QVERIFY(!rig.model.moment_under({2, 2}));
        QVERIFY(!rig.model.moment_under({-5, rig.at(0, row_of_owner).y()}));
    }

    void theModelFollowsAGrowingTrace() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker 1");
        builder.begin(0, lane).wake(0, lane);
        const std::shared_ptr<Trace> trace = builder.build(10 * ms);
        Rig rig(trace);
        rig.model.refresh();
        QVERIFY(rig.model.refresh() == TimelineModel::Update::none);
        trace->time_reached(20 * ms);
        QVERIFY(rig.model.refresh() == TimelineModel::Update::more);
        QCOMPARE(rig.model.frame().sources.front().live_end, 20 * ms);
        trace->lane_appeared({1, LaneKind::thread, 1, 2, no_object, "worker 2"});
        QVERIFY(rig.model.refresh() == TimelineModel::Update::other_rows);
        QCOMPARE(rig.model.row_count(), std::size_t{2});
    }

    void theChosenRowIsThatOfTheLaneOrObject() {
        Rig rig;
        QCOMPARE(rig.model.chosen_row(), rig.model.row_count());
        rig.navigation.chooseLane(1, 0);
        QCOMPARE(rig.model.chosen_row(), row_of_waiter);
        rig.navigation.chooseObject(1, 0);
        QCOMPARE(rig.model.chosen_row(), row_of_lock);
        rig.model.take_navigation();
        QCOMPARE(rig.model.frame().chosen_row, row_of_lock);
    }

    void withoutATraceNoKeyIsUsed() {
        Rig rig(nullptr);
        for (const int key : {Qt::Key_W, Qt::Key_Left, Qt::Key_F, Qt::Key_Period, Qt::Key_M, Qt::Key_Escape})
            QVERIFY(!rig.press(key));
    }
    void keysOfOtherWidgetsAreNotUsed() {
        Rig rig;
        QVERIFY(!rig.press(Qt::Key_X));
        QVERIFY(!rig.press(Qt::Key_W, Qt::ControlModifier));
        QVERIFY(!rig.press(Qt::Key_W, Qt::AltModifier));
        QVERIFY(rig.press(Qt::Key_W));
    }
    void itClaimsItsLettersAndUndo() {
        const auto claims = [](int key, const char* text, Qt::KeyboardModifiers modifiers = {}) {
            return TimelineKeys::claims(
                QKeyEvent(QEvent::ShortcutOverride, key, modifiers, QString::fromLatin1(text)));
        };
        QVERIFY(claims(Qt::Key_W, "w") && claims(Qt::Key_Period, ".") &&
                claims(Qt::Key_Z, "\x1a", Qt::ControlModifier));
        QVERIFY(!claims(Qt::Key_Y, "y") && !claims(Qt::Key_Shift, "") &&
                !claims(Qt::Key_L, "\x0c", Qt::ControlModifier));
        QVERIFY2(!claims(Qt::Key_M, "m", Qt::AltModifier), "Alt+M is of a button, Alt+F of a menu");
    }

    void bracketsGoToTheOwnerAndBack() {
        Rig rig;
        choose_row(rig.model, rig.navigation, row_of_waiter, 30 * ms);
        rig.press(Qt::Key_BracketLeft);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{0});
        rig.press(Qt::Key_BracketRight);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{1});
        QCOMPARE(rig.navigation.cursor(), 30 * ms);
    }
    void neighboursStopAtBothEnds() {
        Rig rig;
        for (const int by : {-1, -1, 1, 1, 1, 1})
            choose_neighbour(rig.model, rig.navigation, by);
        QCOMPARE(rig.model.chosen_row(), row_of_lock);
        QVERIFY(rig.navigation.chosenObject() && !rig.navigation.chosenLane());
        step_event(rig.model, rig.navigation, 1); // objects have no events to walk along
        QVERIFY(!rig.navigation.chosenLane());
    }
    void stepsChooseTheFirstLaneIfNoneIs() {
        Rig rig;
        rig.navigation.showRange({0, 8 * ms});
        step_event(rig.model, rig.navigation, 1);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{0});
        QCOMPARE(rig.navigation.cursor(), 10 * ms);
    }
    void focusFillsTheViewAndThenShowsAll() {
        Rig rig;
        choose_row(rig.model, rig.navigation, row_of_waiter, 30 * ms);
        focus_or_show_all(rig.model, rig.navigation, std::nullopt);
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{5 * ms, 65 * ms}));
        focus_or_show_all(rig.model, rig.navigation, std::nullopt);
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{0, 60 * ms}));
    }

    void aClickChoosesAndADragSelects() {
        Rig rig;
        rig.drag(rig.at(30 * ms, row_of_waiter), rig.at(30 * ms, row_of_waiter));
        QCOMPARE(rig.navigation.chosenLane(), LaneId{1});
        QVERIFY(std::abs(*rig.navigation.cursor() - 30 * ms) < ms / 5 && !rig.navigation.selection());
        rig.drag(rig.at(40 * ms, row_of_owner), rig.at(20 * ms, row_of_waiter)); // backwards too
        QVERIFY(rig.navigation.selection());
        QVERIFY(std::abs(rig.navigation.selection()->length() - 20 * ms) < ms / 2);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{1});
    }
    void aDragWithShiftPans() {
        Rig rig;
        QSignalSpy grabbed(&rig.pointer, &TimelinePointer::grabbed);
        rig.drag(rig.at(30 * ms, 0), rig.at(30 * ms, 0) - QPointF(50, 0), Qt::LeftButton, Qt::ShiftModifier);
        QVERIFY(rig.navigation.visibleRange().from > 0 && !rig.navigation.selection());
        QCOMPARE(grabbed.count(), 2);
        QVERIFY(grabbed.first().at(0).toBool() && !grabbed.last().at(0).toBool());
    }
    void theWheelScrollsZoomsAndPans() {
        Rig rig;
        QSignalSpy scrolled(&rig.pointer, &TimelinePointer::scrollWanted);
        const auto turn = [&](Qt::KeyboardModifiers modifiers) {
            QWheelEvent event({400, 100}, {400, 100}, {}, {0, -120}, Qt::NoButton, modifiers,
                              Qt::NoScrollPhase, false);
            rig.pointer.handle(event);
        };
        turn(Qt::NoModifier);
        QCOMPARE(scrolled.count(), 1);
        QCOMPARE(scrolled.first().at(0).toInt(),
                 static_cast<int>(std::lround(2 * rig.model.layout().row_height())));
        rig.navigation.showRange({20 * ms, 30 * ms});
        turn(Qt::ShiftModifier);
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{21 * ms, 31 * ms}));
        turn(Qt::ControlModifier);
        QVERIFY(rig.navigation.visibleRange().length() > 10 * ms);
        QCOMPARE(scrolled.count(), 1);
    }
    void aCancelledDragSelectsNothing() {
        Rig rig;
        rig.point(QEvent::MouseButtonPress, rig.at(10 * ms, row_of_owner));
        rig.pointer.cancelDrag();
        rig.point(QEvent::MouseMove, rig.at(40 * ms, row_of_owner));
        QVERIFY(!rig.navigation.selection());
    }
    void thePointerIsKnownUntilItLeaves() {
        Rig rig;
        QSignalSpy hovered(&rig.pointer, &TimelinePointer::hovered);
        rig.point(QEvent::MouseMove, rig.at(30 * ms, row_of_waiter), Qt::NoButton);
        QVERIFY(rig.pointer.position());
        QVERIFY(hovered.last().at(0).toString().startsWith(QStringLiteral("waiter: waits for ")));
        QEvent leave(QEvent::Leave);
        QVERIFY(!rig.pointer.handle(leave));
        QVERIFY(!rig.pointer.position() && hovered.last().at(0).toString().isEmpty());
    }
};

} // namespace test_timeline_input

QTEST_MAIN(test_timeline_input::TestTimelineInput)
#include "test_timeline_input.moc"
