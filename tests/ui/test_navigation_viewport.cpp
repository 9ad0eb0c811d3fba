// SPDX-License-Identifier: GPL-3.0-or-later
// The viewport without a window: zoom, pan, following the live edge, undo and redo.
#include "ui/navigation/viewport.h"

#include <QTest>

using namespace interleave;

namespace test_navigation_viewport {

class TestNavigationViewport : public QObject {
    Q_OBJECT

private slots:
    void itFollowsAGrowingRunFromTheStart() {
        Viewport viewport;
        viewport.reset({0, 1'000});
        viewport.set_whole({0, 5'000'000});
        QVERIFY(viewport.is_following());
        QCOMPARE(viewport.range(), (TimeRange{0, 5'000'000}));
    }
    void anyMoveStopsFollowing() {
        for (const int move : {0, 1, 2}) {
            Viewport viewport;
            viewport.reset({0, 1'000'000});
            if (move == 0)
                viewport.zoom(2, 500'000);
            else if (move == 1)
                viewport.pan(0.1);
            else
                viewport.show({100'000, 200'000});
            QVERIFY(!viewport.is_following());
            const TimeRange seen = viewport.range();
            viewport.set_whole({0, 9'000'000});
            QCOMPARE(viewport.range(), seen);
        }
    }
    void followingAgainKeepsTheLengthAndMovesToTheEdge() {
        Viewport viewport;
        viewport.reset({0, 1'000'000});
        viewport.show({100'000, 200'000});
        viewport.set_following(true);
        QCOMPARE(viewport.range(), (TimeRange{900'000, 1'000'000}));
        viewport.set_whole({0, 2'000'000});
        QCOMPARE(viewport.range(), (TimeRange{1'900'000, 2'000'000}));
    }
    void fittingShowsAllAndGrowsWhileFollowing() {
        Viewport viewport;
        viewport.reset({0, 1'000'000});
        viewport.show({100'000, 200'000});
        viewport.fit();
        QCOMPARE(viewport.range(), (TimeRange{0, 1'000'000}));
        viewport.set_following(true);
        viewport.set_whole({0, 3'000'000});
        QCOMPARE(viewport.range(), (TimeRange{0, 3'000'000}));
    }
    void undoGoesBackAndRedoForthAgain() {
        Viewport viewport;
        viewport.reset({0, 1'000'000});
        const TimeRange first = viewport.range();
        viewport.show({100'000, 400'000});
        const TimeRange second = viewport.range();
        viewport.show({200'000, 300'000});
        const TimeRange third = viewport.range();
        QVERIFY(viewport.undo());
        QCOMPARE(viewport.range(), second);
        QVERIFY(viewport.undo());
        QCOMPARE(viewport.range(), first);
        QVERIFY(!viewport.undo());
        QVERIFY(viewport.redo() && viewport.redo());
        QCOMPARE(viewport.range(), third);
        QVERIFY(!viewport.redo());
    }
    void severalTurnsOfTheWheelAreOneUndo() {
        Viewport viewport;
        viewport.reset({0, 1'000'000});
        for (int turn = 0; turn < 5; ++turn)
            viewport.zoom(1.25, 500'000);
        viewport.zoom(0.8, 500'000);
        QVERIFY(viewport.undo() && viewport.undo());
        QCOMPARE(viewport.range(), (TimeRange{0, 1'000'000}));
        QVERIFY(!viewport.undo());
    }
    void aNewMoveForgetsWhatWasUndone() {
        Viewport viewport;
        viewport.reset({0, 1'000'000});
        viewport.show({100'000, 200'000});
        QVERIFY(viewport.undo());
        viewport.show({300'000, 400'000});
        QVERIFY(!viewport.redo());
    }
    void zoomingOutEndsAtTwiceTheRun() {
        Viewport viewport;
        viewport.reset({0, 1'000'000});
        for (int turn = 0; turn < 50; ++turn)
            viewport.zoom(0.5, 500'000);
        QCOMPARE(viewport.range().length(), std::int64_t{2'000'000});
    }
    void revealingMovesOnlyWhenNeeded() {
        Viewport viewport;
        viewport.reset({0, 10'000'000});
        viewport.show({1'000'000, 2'000'000});
        viewport.reveal(1'500'000);
        QCOMPARE(viewport.range(), (TimeRange{1'000'000, 2'000'000}));
        viewport.reveal(7'000'000);
        QVERIFY(viewport.range().from < 7'000'000 && viewport.range().until > 7'000'000);
        QCOMPARE(viewport.range().length(), std::int64_t{1'000'000});
    }
};

} // namespace test_navigation_viewport

QTEST_GUILESS_MAIN(test_navigation_viewport::TestNavigationViewport)
#include "test_navigation_viewport.moc"
