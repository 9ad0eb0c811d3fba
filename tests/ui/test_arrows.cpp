// SPDX-License-Identifier: GPL-3.0-or-later
// Arrows and the critical path in the timeline: which are drawn, and where.
#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/timeline_rig.h"
#include "ui/critical_path/path_table.h"
#include "ui/critical_path/path_words.h"
#include "ui/rows/arrow_choice.h"
#include "ui/rows/row_painter.h"
#include "ui/run/run_causes.h"
#include "ui/run/shown_run.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_arrows {

using Arrows = Navigation::Arrows;

/// Lanes a and b hand a lock to each other: in round i lane a waits from 100 i + 10 to 100 i + 50, for which
/// b let it go at 100 i + 40. Lane c has nothing to do with it but one message to a, at 5, received at 8.
std::shared_ptr<Trace> hand_overs(int rounds) {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    story.begin(0, a).begin(0, b).begin(0, c);
    story.add(5, c, EventKind::send, queue, 1).add(8, a, EventKind::receive, queue, 1);
    for (int i = 0; i < rounds; ++i) {
        const std::int64_t begin = 100 * i;
        story.acquire(begin + 9, b, lock).wait(begin + 10, a, lock).release(begin + 40, b, lock);
        story.acquire(begin + 50, a, lock).release(begin + 60, a, lock);
    }
    return story.build_closed(100 * rounds);
}

/// Lanes a and b take turns of 50 each, and each waits for the other meanwhile.
std::shared_ptr<Trace> turns(int rounds) {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.begin(0, a).begin(0, b).acquire(1, a, lock);
    for (int i = 0; i < rounds; ++i) {
        const std::int64_t begin = 100 * i;
        story.wait(begin + 10, b, lock).release(begin + 50, a, lock).acquire(begin + 51, b, lock);
        story.wait(begin + 60, a, lock).release(begin + 100, b, lock).acquire(begin + 101, a, lock);
    }
    return story.build_closed(100 * rounds + 105);
}

std::shared_ptr<const WaitLinkIndex> links_of(const Trace& trace) {
    auto links = std::make_shared<WaitLinkIndex>(trace);
    links->extend(true);
    return links;
}

TimelineFrame frame_of(const Trace& trace, const TimeRange& range) {
    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme_of(ThemeName::light);
    frame.font.setPixelSize(12);
    frame.range = range;
    frame.whole = whole_range(trace);
    frame.layout = TimelineLayout(QRectF(), QRectF(0, 0, 1'000, 300), frame.rows, {.least = 40, .most = 40});
    return frame;
}

QImage painted(const TimelineFrame& frame) {
    QImage image(frame.layout.plot().size().toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    RowPainter().paint(painter, frame, {});
    return image;
}

/// Whether a pixel near that place has the colour.
bool has_near(const QImage& image, const QPointF& place, const QColor& colour, int reach = 2) {
    for (int x = -reach; x <= reach; ++x)
        for (int y = -reach; y <= reach; ++y)
            if (const QPoint at = place.toPoint() + QPoint(x, y);
                image.valid(at) && image.pixelColor(at) == colour)
                return true;
    return false;
}

/// Returns how many pixels have the colour.
int count_of(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

class TestArrows : public QObject {
    Q_OBJECT

private slots:
    void thoseOfTheChosenLaneOrAllAreShown() {
        const auto trace = hand_overs(3);
        const auto links = links_of(*trace);
        const TimeRange whole{0, 300};
        QCOMPARE(arrows_in(*trace, {links, Arrows::all, {}, {}}, whole).size(), std::size_t{4});
        QCOMPARE(arrows_in(*trace, {links, Arrows::chosen, LaneId{2}, 5}, whole).size(), std::size_t{1});
        QCOMPARE(arrows_in(*trace, {links, Arrows::chosen, LaneId{1}, 5}, whole).size(), std::size_t{3});
        QVERIFY(arrows_in(*trace, {links, Arrows::chosen, {}, {}}, whole).empty());
        QVERIFY(arrows_in(*trace, {links, Arrows::none, LaneId{1}, 5}, whole).empty());
        QCOMPARE(arrows_in(*trace, {links, Arrows::all, {}, {}}, {130, 160}).size(), std::size_t{1});
    }

    void ofTooManyThoseOfTheChosenBarAreShown() {
        const auto trace = hand_overs(50'000);
        const auto links = links_of(*trace);
        const TimeRange whole{0, 5'000'000};
        for (const Arrows which : {Arrows::all, Arrows::chosen}) {
            const auto arrows = arrows_in(*trace, {links, which, LaneId{0}, 1'030}, whole);
            QCOMPARE(arrows.size(), std::size_t{1});
            QCOMPARE(arrows.front().cause.time, std::int64_t{1'040});
            QCOMPARE(arrows.front().effect.time, std::int64_t{1'050});
        }
        QVERIFY(arrows_in(*trace, {links, Arrows::all, {}, {}}, whole).empty());
    }

    void anArrowLeadsFromBarToBar() {
        const auto trace = hand_overs(1);
        TimelineFrame frame = frame_of(*trace, {0, 100});
        const QImage without = painted(frame);
        frame.arrows = arrows_in(*trace, {links_of(*trace), Arrows::all, {}, {}}, frame.range);
        const QImage with = painted(frame);
        const QColor colour = frame.theme->arrow;
        // From b's upper edge at 40 up to a's lower edge at 50, of 10 px each.
        const QPointF begin(400, frame.layout.bar(1).top() - 2);
        const QPointF tip(501, frame.layout.bar(0).bottom() + 2);
        QVERIFY(!has_near(without, begin, colour) && !has_near(without, tip, colour));
        QVERIFY(has_near(with, begin, colour, 4));
        QVERIFY(has_near(with, tip, colour, 4));
    }

    void thePathRunsAlongTheLowerEdges() {
        const auto trace = hand_overs(1);
        TimelineFrame frame = frame_of(*trace, {0, 100});
        const QColor colour = frame.theme->critical_path;
        QCOMPARE(count_of(painted(frame), colour), 0);
        const auto links = links_of(*trace);
        const auto question = question_of_wait(*trace, *links, 0, 30);
        frame.path = std::make_shared<CriticalPath>(critical_path(*trace, *links, *question));
        const QImage image = painted(frame);
        const double a = frame.layout.bar(0).bottom(), b = frame.layout.bar(1).bottom();
        QVERIFY(has_near(image, {200, b}, colour));  // b holds the lock until 40
        QVERIFY(!has_near(image, {200, a}, colour)); // while a waits
        QVERIFY(has_near(image, {460, a}, colour));  // it was handed over
        QVERIFY(!has_near(image, {460, b}, colour));
        QVERIFY(!has_near(image, {700, a}, colour)); // behind the wait
    }

    void aPathThatChangesLanesOftenHasBoundedInk() {
        const auto trace = turns(20'000);
        TimelineFrame frame = frame_of(*trace, {0, 2'000'000});
        const auto links = links_of(*trace);
        const auto question = question_of_end(*trace);
        frame.path = std::make_shared<CriticalPath>(critical_path(*trace, *links, *question));
        QVERIFY(frame.path->pieces.size() > 10'000);
        const QImage image = painted(frame);
        const QColor colour = frame.theme->critical_path;
        QVERIFY(has_near(image, {500, frame.layout.bar(0).bottom()}, colour));
        QVERIFY(has_near(image, {500, frame.layout.bar(1).bottom()}, colour));
        const int middle_of_bar = static_cast<int>(frame.layout.bar(1).center().y());
        for (int x = 0; x < image.width(); ++x) // no lines from lane to lane
            QVERIFY(image.pixelColor(x, middle_of_bar) != colour);
    }

    void keysAskForArrowsAndForThePath() {
        TimelineRig rig(hand_overs(3));
        QSignalSpy path(&rig.view, &TimelineView::pathWanted);
        QSignalSpy links(&rig.view, &TimelineView::linksWanted);
        rig.press(Qt::Key_C);
        QCOMPARE(path.count(), 1);
        QVERIFY(rig.navigation.arrows() == Arrows::chosen);
        QVERIFY(links.isEmpty()); // no lane is chosen
        rig.press(Qt::Key_R);
        rig.processEvents();
        QVERIFY(rig.navigation.arrows() == Arrows::all);
        QCOMPARE(links.count(), 1);
        rig.press(Qt::Key_R);
        QVERIFY(rig.navigation.arrows() == Arrows::none);
        rig.press(Qt::Key_R);
        rig.processEvents();
        QVERIFY(rig.navigation.arrows() == Arrows::chosen);
        links.clear();
        rig.click(rig.pixelOf(30, 0));
        rig.processEvents();
        QVERIFY(!links.isEmpty());
    }

    void aPathIsFoundBesideTheWindow() {
        ShownRun run;
        RunCauses causes(run);
        causes.findPathOfRun();
        QVERIFY(!causes.isFinding()); // of no run
        const std::shared_ptr<const Trace> trace = hand_overs(3);
        run.show(trace, {});
        QVERIFY(causes.links() == nullptr); // nobody wanted to see any
        causes.togglePath(LaneId{0}, 30);
        QVERIFY(causes.isFinding());
        QTRY_VERIFY(causes.path() != nullptr);
        QVERIFY(!causes.path()->is_of_run);
        QCOMPARE(causes.path()->path.until, std::int64_t{50});
        QCOMPARE(causes.links()->size(), std::size_t{4});
        causes.togglePath(LaneId{0}, 30);
        QVERIFY(causes.path() == nullptr && !causes.isFinding());
        causes.togglePath(LaneId{0}, 80); // it does not wait there
        QTRY_VERIFY(causes.path() != nullptr && causes.path()->is_of_run);
        run.complete(make_report({}, *trace));
        QTRY_VERIFY(causes.path() != nullptr); // again, of all that there is
        run.clear();
        QVERIFY(causes.path() == nullptr && causes.links() == nullptr);
    }

    void theTableHasTheSharesInWords() {
        const auto trace = hand_overs(1);
        const auto links = links_of(*trace);
        const CriticalPath path = critical_path(*trace, *links, *question_of_wait(*trace, *links, 0, 30));
        const PathShares shares = path_shares(*trace, path);
        const Table table = path_table(*trace, path, shares, {});
        QCOMPARE(table.rows.at(0).at(1).text, QStringLiteral("b"));
        QCOMPARE(table.rows.at(0).at(3).text, QStringLiteral("75 %")); // 30 of 40 ns
        QVERIFY(path_sentence(*trace, path, shares, false).contains(QStringLiteral("75 % in b")));
        QVERIFY(!path_sentence(*trace, path, shares, false).contains(QStringLiteral("nothing tells")));
        PathShares untold = shares;
        untold.untold_wait_ns = path.length() / 2;
        QVERIFY2(path_sentence(*trace, path, untold, true)
                     .contains(QStringLiteral("50 % in waits of which nothing tells who ended them")),
                 qPrintable(path_sentence(*trace, path, untold, true)));
        CollectorCounts lossy;
        lossy.dropped = 1;
        const Table doubtful = path_table(*trace, path, shares, lossy);
        const auto of_lock = std::ranges::find_if(doubtful.rows, [](const std::vector<Cell>& row) {
            return row.at(1).text == QStringLiteral("lock");
        });
        QVERIFY(of_lock != doubtful.rows.end());
        QCOMPARE(of_lock->at(2).text, QStringLiteral("?"));
    }
};

} // namespace test_arrows

QTEST_MAIN(test_arrows::TestArrows)
#include "test_arrows.moc"
