// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows a picture has: what is too short to be seen shares a row and is drawn wide enough, what nobody
// uses shares another, and no height stays empty.
#include "tests/ui/example_traces.h"
#include "tests/ui/timeline_rig.h"
#include "ui/rows/short_lives.h"
#include "ui/rows/timeline_layout.h"
#include "ui/timeline/moment.h"

#include <QLocale>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_rows {

/// A main lane that is there from 0 to 1,000 ms, and lives of 1 µs, one every 10 ms from 10 ms on, of each
/// of these names in turn.
std::unique_ptr<Trace> trace_of_short_lives(std::initializer_list<const char*> names,
                                            std::int64_t life = 1'000) {
    TraceBuilder builder;
    const LaneId main = builder.lane("main", LaneKind::process);
    builder.begin(0, main).wake(0, main);
    std::int64_t time = 10 * ms;
    for (const char* name : names) {
        const LaneId lane = builder.lane(name);
        builder.begin(time, lane).wake(time, lane).end(time + life, lane);
        time += 10 * ms;
    }
    return builder.build_closed(1'000 * ms);
}

QStringList names_of(const Trace& trace, const std::vector<TimelineRow>& rows) {
    QStringList names;
    for (const TimelineRow& row : rows)
        names << row_name(trace, row);
    return names;
}

std::vector<TimelineRow> rows_of(std::size_t low, std::size_t others) {
    std::vector<TimelineRow> rows;
    for (std::size_t index = 0; index < low + others; ++index)
        rows.push_back({TimelineRow::Kind::lane, index, 0, {}, index < low});
    return rows;
}

TimelineLayout layout_of(const std::vector<TimelineRow>& rows, double height) {
    return TimelineLayout(QRectF(0, 0, 100, height), QRectF(100, 0, 500, height), rows,
                          {.least = 20, .most = 100, .most_of_low = 30});
}

class TestTimelineRows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void shortLivesOfOneNameShareARow() {
        const auto trace =
            trace_of_short_lives({"thread", "thread", "worker 1", "thread", "worker 2", "thread"});
        const std::vector<TimelineRow> rows = timeline_rows(*trace);
        QCOMPARE(names_of(*trace, rows), (QStringList{"main", "4 × thread", "worker 1", "worker 2"}));
        QCOMPARE(rows[1].members, (std::vector<std::size_t>{1, 2, 4, 6}));
        QVERIFY2(rows[0].is_low && !rows[1].is_low, "the main lane holds little");
    }

    void namesThatDifferByANumberAreOneName() {
        const auto trace = trace_of_short_lives({"worker 1", "worker 2", "worker 3", "worker 4", "9 lives"});
        QCOMPARE(names_of(*trace, timeline_rows(*trace)), (QStringList{"main", "4 × worker", "9 lives"}));
    }

    void aLifeThatCanBeSeenHasARowOfItsOwn() {
        const auto trace = trace_of_short_lives({"thread", "thread", "thread", "thread"}, 5 * ms);
        QCOMPARE(timeline_rows(*trace).size(), std::size_t{5});
    }

    void lanesThatLiveAreNotFolded() {
        TraceBuilder builder;
        for (int count = 0; count < 8; ++count) {
            const LaneId lane = builder.lane("thread");
            builder.begin(999 * ms, lane).wake(999 * ms, lane);
        }
        const auto trace = builder.build(1'000 * ms);
        QCOMPARE(timeline_rows(*trace).size(), std::size_t{8});
    }

    void aBarrierAtWhichNobodyWaitedHasALowRow() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("alone");
        const LaneId other = builder.lane("other");
        const ObjectId of_one = builder.object(ObjectKind::barrier, "of one");
        const ObjectId of_two = builder.object(ObjectKind::barrier, "of two");
        builder.begin(0, lane).begin(0, other).set_value(10 * ms, lane, of_one, 0);
        builder.wait(20 * ms, lane, of_two).add(30 * ms, other, EventKind::notify, of_two, 1);
        builder.give_up(31 * ms, lane, of_two, WaitOutcome::satisfied);
        const auto trace = builder.build_closed(100 * ms);
        const std::vector<TimelineRow> rows = timeline_rows(*trace);
        QCOMPARE(names_of(*trace, rows), (QStringList{"alone", "other", "of one", "of two"}));
        QVERIFY(rows[2].is_low);
        QVERIFY(!rows[3].is_low);
    }

    void unusedObjectsShareARow() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId used = builder.object(ObjectKind::mutex, "used");
        builder.object(ObjectKind::mutex, "spare lock");
        builder.object(ObjectKind::start_gate, "start gate");
        builder.object(ObjectKind::queue, "spare queue");
        builder.begin(0, lane).wake(0, lane).acquire(1, lane, used).release(2, lane, used);
        const auto trace = builder.build_closed(100);
        const std::vector<TimelineRow> rows = timeline_rows(*trace);
        QCOMPARE(names_of(*trace, rows), (QStringList{"worker", "used", "2 not used"}));
        const QString words = to_line(moment_at({trace.get(), trace->time_end()}, rows[2], 50));
        QVERIFY2(words.contains("spare lock, spare queue"), qPrintable(words));
    }

    void aSharedRowTellsWhoIsHere() {
        const auto trace = trace_of_short_lives({"thread", "thread", "thread", "thread"});
        const TimelineRow row = timeline_rows(*trace)[1];
        const TimelineSource source{trace.get(), trace->time_end()};
        const QString one = to_line(moment_at(source, row, 30 * ms, ms));
        QVERIFY2(one.startsWith("thread (3): "), qPrintable(one));
        QVERIFY(to_line(moment_at(source, row, 25 * ms, ms)).contains("none of them here"));
        QVERIFY(to_line(moment_at(source, row, 25 * ms, 6 * ms)).contains("2 of them here"));
    }

    /// Lives of 1 µs in a run of a second are seen, each at its place, at a width of 2 pixels, in a row of
    /// its own and in a shared one.
    void aLifeIsSeenHoweverShortItIs_data() {
        QTest::addColumn<int>("lives");
        QTest::newRow("rows of their own") << 3;
        QTest::newRow("a shared row") << 5;
    }
    void aLifeIsSeenHoweverShortItIs() {
        QFETCH(int, lives);
        const auto trace = lives == 3
                               ? trace_of_short_lives({"thread", "thread", "thread"})
                               : trace_of_short_lives({"thread", "thread", "thread", "thread", "thread"});
        TimelineRig rig({trace.get(), [](const Trace*) {}});
        rig.navigation.showRange({0, 100 * ms}); // 8 pixels to a millisecond
        rig.processEvents();
        rig.plot->replot();
        const QImage image = rig.view.grab().toImage();
        const auto width_at = [&](std::int64_t time, std::size_t row) {
            const QPoint place = rig.pixelOf(time, row);
            const int bottom = static_cast<int>(rig.view.layoutOfRows().bar(row).bottom()) - 2;
            const QRgb ground = image.pixel(place.x() - 20, bottom);
            int width = 0;
            for (int x = place.x() - 5; x < place.x() + 8; ++x)
                width +=
                    qGray(image.pixel(x, bottom)) < qGray(ground) - 50 ? 1 : 0; // more than the grid's line
            return width;
        };
        for (int life = 0; life < lives; ++life) {
            const std::size_t row = lives == 3 ? static_cast<std::size_t>(1 + life) : 1U;
            QCOMPARE(width_at((10 + 10 * life) * ms, row), least_life_width);
        }
    }

    void aRestingLifeIsSeenToo() {
        TraceBuilder builder;
        const LaneId main = builder.lane("main", LaneKind::process);
        const LaneId lane = builder.lane("resting");
        builder.begin(0, main).wake(0, main).begin(50 * ms, lane).wake(50 * ms, lane);
        builder.add(50 * ms, lane, EventKind::sleep_begin).block(50 * ms, lane).end(50 * ms + 1'000, lane);
        TimelineRig rig(builder.build_closed(100 * ms));
        rig.processEvents();
        const QImage image = rig.view.grab().toImage();
        const QPoint place = rig.pixelOf(50 * ms, 1);
        QColor darkest = Qt::white;
        for (int x = place.x() - 2; x < place.x() + 4; ++x)
            if (image.pixelColor(x, place.y()).lightness() < darkest.lightness())
                darkest = image.pixelColor(x, place.y());
        const Theme& theme = theme_for(rig.view.palette());
        QVERIFY2(contrast(darkest, theme.background) >= 3, qPrintable(darkest.name()));
    }

    void returnUnfoldsAndFoldsAgain() {
        const auto trace = trace_of_short_lives({"thread", "thread", "thread", "thread"});
        TimelineRig rig({trace.get(), [](const Trace*) {}});
        rig.press(Qt::Key_Return); // nothing is chosen
        QCOMPARE(rig.view.rows().size(), std::size_t{2});
        rig.click(rig.pixelOf(30 * ms, 1));
        rig.processEvents();
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(3)); // the nearest
        rig.press(Qt::Key_Return);
        QCOMPARE(rig.view.rows().size(), std::size_t{5});
        rig.press(Qt::Key_Return);
        QCOMPARE(rig.view.rows().size(), std::size_t{2});
        QTest::mouseDClick(rig.plot, Qt::LeftButton, Qt::NoModifier, {20, rig.pixelOf(0, 1).y()});
        QCOMPARE(rig.view.rows().size(), std::size_t{5});
        QTest::mouseDClick(rig.plot, Qt::LeftButton, Qt::NoModifier, {20, rig.pixelOf(0, 0).y()});
        QCOMPARE(rig.view.rows().size(), std::size_t{5}); // the main lane shares its row with nobody
        rig.show(trace_of_short_lives({"thread", "thread", "thread", "thread"}));
        QCOMPARE(rig.view.rows().size(), std::size_t{2}); // another run
    }

    void stepsThroughEventsStayInTheChosenLane() {
        const auto trace = trace_of_short_lives({"thread", "thread", "thread", "thread"});
        TimelineRig rig({trace.get(), [](const Trace*) {}});
        rig.click(rig.pixelOf(30 * ms, 1));
        const std::optional<LaneId> chosen = rig.navigation.chosenLane();
        for (int step = 0; step < 4; ++step) {
            rig.press(Qt::Key_Comma);
            QCOMPARE(rig.navigation.chosenLane(), chosen);
        }
        QCOMPARE(rig.navigation.cursor(), std::optional<std::int64_t>(30 * ms));
    }

    void rowsShareTheWholeHeight_data() {
        QTest::addColumn<int>("low");
        QTest::addColumn<int>("others");
        QTest::addColumn<double>("low_height");
        QTest::addColumn<double>("height");
        QTest::newRow("low rows leave the rest") << 1 << 5 << 30.0 << 94.0;
        QTest::newRow("all alike where there is little room") << 5 << 20 << 20.0 << 20.0;
        QTest::newRow("low rows take what the others cannot use") << 2 << 3 << 100.0 << 100.0;
        QTest::newRow("a few") << 1 << 1 << 100.0 << 100.0;
        QTest::newRow("only low ones") << 6 << 0 << 83.0 << 100.0;
    }
    void rowsShareTheWholeHeight() {
        QFETCH(int, low);
        QFETCH(int, others);
        QFETCH(double, low_height);
        QFETCH(double, height);
        const TimelineLayout layout =
            layout_of(rows_of(static_cast<std::size_t>(low), static_cast<std::size_t>(others)), 500);
        QCOMPARE(layout.stripe(0).height(), low_height);
        if (others > 0)
            QCOMPARE(layout.stripe(layout.row_count() - 1).height(), height);
        for (std::size_t row = 1; row < layout.row_count(); ++row)
            QCOMPARE(layout.stripe(row).top(), layout.stripe(row - 1).bottom());
    }

    void theAxisStandsRightBelowTheLastRow() {
        TimelineRig rig(trace_of_a_wait(), {900, 2'000});
        const TimelineLayout& layout = rig.view.layoutOfRows();
        QCOMPARE(layout.plot().bottom(), layout.stripe(layout.row_count() - 1).bottom());
        QVERIFY(layout.plot().bottom() < 1'000);
    }
};

} // namespace test_timeline_rows

QTEST_MAIN(test_timeline_rows::TestTimelineRows)
#include "test_timeline_rows.moc"
