// SPDX-License-Identifier: GPL-3.0-or-later
// The navigation without a window: its moves, its history, and how few signals it sends.
#include "ui/navigation/navigation.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QVariant>

#include <functional>

using namespace interleave;

namespace test_navigation {

constexpr TimeRange second{0, 1'000'000'000};
constexpr std::int64_t ms = 1'000'000;

/// A navigation in a run of one second, and the changes that it has signalled.
class Rig {
public:
    Rig() {
        navigation.reset(second);
        collectChanges();
        changes_spy.clear();
    }
    /// Runs the event loop and returns all changes that were signalled until then.
    Navigation::Changes collectChanges() {
        QCoreApplication::processEvents();
        Navigation::Changes changes;
        for (const QList<QVariant>& signal : changes_spy)
            changes |= signal.at(0).value<Navigation::Changes>();
        return changes;
    }

    Navigation navigation;
    QSignalSpy changes_spy{&navigation, &Navigation::changed};
};

using Move = std::function<void(Navigation&)>;

class TestNavigation : public QObject {
    Q_OBJECT

private slots:
    void aHundredChangesMakeOneSignal() {
        Rig rig;
        for (int turn = 0; turn < 50; ++turn) {
            rig.navigation.zoom(1.1, 500 * ms);
            rig.navigation.chooseLane(static_cast<LaneId>(turn), turn * ms);
        }
        rig.navigation.setLooseMark(3 * ms);
        QCOMPARE(rig.changes_spy.count(), 0); // the state changes at once, the signal is sent later
        QCOMPARE(rig.navigation.chosenLane(), LaneId{49});
        const Navigation::Changes changes = rig.collectChanges();
        QCOMPARE(rig.changes_spy.count(), 1);
        QCOMPARE(changes, Navigation::VisibleRange | Navigation::Following | Navigation::Cursor |
                              Navigation::Choice | Navigation::Marks);
    }

    void changesByAReceiverAreSignalledToo() {
        Rig rig;
        QObject context;
        QObject::connect(&rig.navigation, &Navigation::changed, &context,
                         [&rig](Navigation::Changes changes) {
                             if (changes & Navigation::Choice)
                                 rig.navigation.select({1, 2});
                         });
        rig.navigation.chooseLane(0, 5);
        QTRY_VERIFY(rig.collectChanges() &
                    Navigation::Selection); // signalled in a later turn of the event loop
        QCOMPARE(rig.changes_spy.count(), 2);
    }

    void aCallThatChangesNothingSendsNoSignal() {
        Rig rig;
        rig.navigation.setWholeRange(second);
        rig.navigation.setFollowing(true);
        rig.navigation.showAll();
        rig.navigation.undo();
        rig.navigation.redo();
        rig.navigation.clearSelection();
        rig.navigation.clear();
        rig.navigation.goToOwner(1);
        rig.navigation.goBackToWaiter();
        rig.collectChanges();
        QCOMPARE(rig.changes_spy.count(), 0);
    }

    void eachSignalNamesItsChanges_data() {
        QTest::addColumn<Move>("act");
        QTest::addColumn<int>("changes");
        const auto row = [](const char* name, const Move& act, Navigation::Changes changes) {
            QTest::newRow(name) << act << int(changes);
        };
        const Navigation::Changes moved = Navigation::VisibleRange | Navigation::Following;
        row(
            "the run grows",
            [](Navigation& n) {
                n.setWholeRange({0, 2'000 * ms});
            },
            Navigation::VisibleRange);
        row(
            "a stretch",
            [](Navigation& n) {
                n.showRange({10 * ms, 20 * ms});
            },
            moved);
        row(
            "zoom", [](Navigation& n) { n.zoom(2, 500 * ms); }, moved);
        row(
            "pan", [](Navigation& n) { n.pan(0.2); }, moved);
        row(
            "focus",
            [](Navigation& n) {
                n.focus({10 * ms, 20 * ms});
            },
            moved);
        row(
            "a moment in view", [](Navigation& n) { n.chooseLane(2, 30 * ms); },
            Navigation::Choice | Navigation::Cursor);
        row(
            "an object", [](Navigation& n) { n.chooseObject(2, 30 * ms); },
            Navigation::Choice | Navigation::Cursor);
        row(
            "a moment beyond the view", [](Navigation& n) { n.chooseLane(2, 1'500 * ms); },
            moved | Navigation::Choice | Navigation::Cursor);
        row(
            "no following", [](Navigation& n) { n.setFollowing(false); }, Navigation::Following);
        row(
            "selection",
            [](Navigation& n) {
                n.select({1, 2});
            },
            Navigation::Selection);
        row(
            "a loose mark", [](Navigation& n) { n.setLooseMark(1); }, Navigation::Marks);
        row(
            "a kept mark", [](Navigation& n) { n.keepMark(1); }, Navigation::Marks);
    }
    void eachSignalNamesItsChanges() {
        QFETCH(Move, act);
        QFETCH(int, changes);
        Rig rig;
        act(rig.navigation);
        QCOMPARE(int(rig.collectChanges()), changes);
    }

    void choosingTheSameAgainIsSignalled() {
        Rig rig;
        rig.navigation.chooseLane(3, 5 * ms);
        rig.collectChanges();
        rig.changes_spy.clear();
        rig.navigation.chooseLane(3, 5 * ms); // a time out of view is brought back into view
        QCOMPARE(rig.collectChanges(), Navigation::Changes(Navigation::Choice));
    }

    void eitherALaneOrAnObjectIsChosen() {
        Rig rig;
        rig.navigation.chooseLane(3, 5 * ms);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{3});
        QVERIFY(!rig.navigation.chosenObject());
        rig.navigation.chooseObject(7, 6 * ms);
        QVERIFY(!rig.navigation.chosenLane());
        QCOMPARE(rig.navigation.chosenObject(), ObjectId{7});
        QCOMPARE(rig.navigation.cursor(), 6 * ms);
    }

    void choosingRevealsTheMoment() {
        Rig rig;
        rig.navigation.showRange({100 * ms, 200 * ms});
        rig.navigation.chooseLane(0, 150 * ms);
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{100 * ms, 200 * ms}));
        rig.navigation.chooseLane(0, 700 * ms);
        const TimeRange range = rig.navigation.visibleRange();
        QVERIFY(range.from < 700 * ms && range.until > 700 * ms);
        QCOMPARE(range.length(), 100 * ms);
    }

    void theWayBackLeadsThroughAllWaiters() {
        Rig rig;
        rig.navigation.chooseLane(1, 10 * ms);
        rig.navigation.goToOwner(2);
        rig.navigation.goToOwner(3);
        QCOMPARE(rig.navigation.chosenLane(), LaneId{3});
        QCOMPARE(rig.navigation.cursor(), 10 * ms);
        rig.navigation.chooseLane(3, 40 * ms); // choosing another moment keeps the way back
        for (const LaneId waiter : {LaneId{2}, LaneId{1}, LaneId{1}}) {
            rig.navigation.goBackToWaiter();
            QCOMPARE(rig.navigation.chosenLane(), waiter);
            QCOMPARE(rig.navigation.cursor(), 10 * ms);
        }
    }
    void goToOwnerDoesNothingWithoutAChosenLane() {
        Rig rig;
        rig.navigation.chooseObject(1, 10 * ms);
        rig.navigation.goToOwner(2);
        QVERIFY(!rig.navigation.chosenLane());
        rig.navigation.goBackToWaiter();
        QVERIFY(!rig.navigation.chosenLane());
    }

    void focusHoldsUntilSomethingElseIsChosen() {
        Rig rig;
        rig.navigation.focus({100 * ms, 200 * ms});
        QVERIFY(rig.navigation.isFocused());
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{100 * ms, 200 * ms}));
        rig.navigation.unfocus();
        QVERIFY(!rig.navigation.isFocused());
        QCOMPARE(rig.navigation.visibleRange(), second);
        rig.navigation.focus({100 * ms, 200 * ms});
        rig.navigation.chooseLane(0, 150 * ms);
        QVERIFY(!rig.navigation.isFocused());
        rig.navigation.focus({100 * ms, 200 * ms});
        rig.navigation.select({110 * ms, 120 * ms});
        QVERIFY(!rig.navigation.isFocused());
    }

    void marksAreKeptOnceAndTheLooseOneMoves() {
        Rig rig;
        rig.navigation.setLooseMark(10 * ms);
        rig.navigation.setLooseMark(20 * ms);
        QCOMPARE(rig.navigation.looseMark(), 20 * ms);
        rig.navigation.keepMark(20 * ms);
        rig.navigation.keepMark(20 * ms);
        rig.navigation.keepMark(5 * ms);
        QVERIFY(!rig.navigation.looseMark());
        QCOMPARE(rig.navigation.marks(), (std::vector<std::int64_t>{20 * ms, 5 * ms}));
    }

    void clearingLeavesTheChoiceAndTheKeptMarks() {
        Rig rig;
        rig.navigation.chooseLane(1, 10 * ms);
        rig.navigation.select({10 * ms, 20 * ms});
        rig.navigation.setLooseMark(15 * ms);
        rig.navigation.keepMark(17 * ms);
        rig.collectChanges();
        rig.changes_spy.clear();
        rig.navigation.clear();
        QVERIFY(!rig.navigation.cursor() && !rig.navigation.selection() && !rig.navigation.looseMark());
        QCOMPARE(rig.navigation.chosenLane(), LaneId{1});
        QCOMPARE(rig.navigation.marks(), std::vector<std::int64_t>{17 * ms});
        QCOMPARE(rig.collectChanges(), Navigation::Cursor | Navigation::Selection | Navigation::Marks);
    }

    void viewsAreUndoneAndRedoneAndPlacesAreNot() {
        Rig rig;
        rig.navigation.showRange({100 * ms, 400 * ms});
        rig.navigation.chooseLane(2, 200 * ms);
        rig.navigation.showRange({200 * ms, 300 * ms});
        rig.navigation.undo();
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{100 * ms, 400 * ms}));
        rig.navigation.undo();
        QCOMPARE(rig.navigation.visibleRange(), second);
        QCOMPARE(rig.navigation.cursor(), 200 * ms);
        rig.navigation.redo();
        rig.navigation.redo();
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{200 * ms, 300 * ms}));
    }

    void anotherRunResetsTheNavigation() {
        Rig rig;
        rig.navigation.chooseLane(1, 10 * ms);
        rig.navigation.goToOwner(2);
        rig.navigation.select({10 * ms, 20 * ms});
        rig.navigation.setLooseMark(15 * ms);
        rig.navigation.keepMark(17 * ms);
        rig.navigation.focus({10 * ms, 20 * ms});
        rig.navigation.reset({0, 5'000});
        QVERIFY(rig.navigation.isFollowing() && !rig.navigation.isFocused());
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{0, 5'000}));
        QVERIFY(!rig.navigation.cursor() && !rig.navigation.selection() && !rig.navigation.chosenLane());
        QVERIFY(!rig.navigation.looseMark() && rig.navigation.marks().empty());
        rig.navigation.goBackToWaiter();
        rig.navigation.undo();
        QVERIFY(!rig.navigation.chosenLane());
        QCOMPARE(rig.navigation.visibleRange(), (TimeRange{0, 5'000}));
    }
};

} // namespace test_navigation

QTEST_GUILESS_MAIN(test_navigation::TestNavigation)
#include "test_navigation.moc"
