// SPDX-License-Identifier: GPL-3.0-or-later
// Rows as a user has arranged them: which are left, in which order, and which move together.
#include "tests/ui/example_traces.h"
#include "ui/rows/arranged_rows.h"
#include "ui/rows/timeline_frame.h"
#include "ui/timeline/moment.h"

#include <QLocale>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_arranged_rows {

/// Rows of a trace and an arrangement of them, shown as names: "main worker 1 …".
struct Rig {
    explicit Rig(std::unique_ptr<Trace> shown) : trace(std::move(shown)), all(timeline_rows(*trace)) {}

    ArrangedRows arranged(const std::vector<LaneId>* users = nullptr) const {
        return arranged_rows(*trace, all, arrangement, users);
    }
    QString names(const std::vector<LaneId>* users = nullptr) const {
        QStringList names;
        for (const TimelineRow& row : arranged(users).rows) {
            QString name = row_name(*trace, row);
            if (row.is_in_process)
                name.prepend(QLatin1Char('>'));
            if (row.is_pinned)
                name.prepend(QLatin1Char('^'));
            names << name;
        }
        return names.join(QStringLiteral(", "));
    }
    /// Returns the number of a shown row.
    std::size_t row(const char* name) const {
        const std::vector<TimelineRow> rows = arranged().rows;
        for (std::size_t row = 0; row < rows.size(); ++row)
            if (row_name(*trace, rows[row]) == QString::fromUtf8(name))
                return row;
        qFatal("no row %s", name);
    }
    TimelineRow shown(const char* name) const { return arranged().rows[row(name)]; }
    void move(const char* from, const char* to) {
        arrangement = with_row_moved(arrangement, *trace, all, arranged().rows, row(from), row(to));
    }
    void moveBy(const char* name, int by) {
        const std::vector<TimelineRow> rows = arranged().rows;
        const std::size_t from = row(name);
        arrangement =
            with_row_moved(arrangement, *trace, all, rows, from, neighbour_to_move_to(rows, from, by));
    }
    void hide(const char* name) { arrangement = with_row_hidden(arrangement, *trace, shown(name)); }
    void pin(const char* name) { arrangement = with_pin_toggled(arrangement, *trace, shown(name)); }

    std::unique_ptr<Trace> trace;
    std::vector<TimelineRow> all;
    RowArrangement arrangement;
};

/// Two processes: `server` has three lanes, `client` has two; a third one has a single lane. They use a lock,
/// but one lane does not.
Rig processes() {
    TraceBuilder builder;
    const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
    const LaneId server = builder.lane("server", LaneKind::process);
    const LaneId client =
        builder.lane("client", LaneKind::process, builder.object(ObjectKind::worker, "client"));
    const LaneId alone =
        builder.lane("alone", LaneKind::process, builder.object(ObjectKind::worker, "alone"));
    const LaneId lanes[] = {server,
                            client,
                            alone,
                            builder.thread_of(server, "accept"),
                            builder.thread_of(client, "send"),
                            builder.thread_of(server, "log")};
    std::int64_t time = 0;
    for (const LaneId lane : lanes) {
        builder.begin(time, lane).wake(time, lane);
        builder.acquire(time + 10, lane, lock).release(time + 20, lane, lock);
        time += 100;
    }
    return Rig(builder.build(time));
}

/// worker 1 … 4, each with a lock; worker 1 and 2 share the first one, and worker 2 waits for it.
Rig workers() {
    TraceBuilder builder;
    const ObjectId first = builder.object(ObjectKind::mutex, "first lock");
    const ObjectId second = builder.object(ObjectKind::mutex, "second lock");
    for (const char* name : {"worker 1", "worker 2", "worker 3", "worker 4"})
        builder.lane(name);
    for (LaneId lane = 0; lane < 4; ++lane)
        builder.begin(0, lane).wake(0, lane);
    builder.acquire(10, 0, first).wait(20, 1, first).block(20, 1).release(50, 0, first);
    builder.wake(50, 1).acquire(50, 1, first).release(60, 1, first);
    builder.acquire(10, 2, second).release(20, 2, second);
    return Rig(builder.build(1'000));
}

class TestArrangedRows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void withoutAnArrangementNothingChanges() {
        const Rig rig = workers();
        QCOMPARE(rig.arranged().rows, rig.all);
        QCOMPARE(rig.arranged().by_hand.count() + rig.arranged().by_filter.count(), std::size_t{0});
    }

    void hiddenRowsAreLeftOutAndCounted() {
        Rig rig = workers();
        rig.hide("worker 2");
        rig.hide("second lock");
        QCOMPARE(rig.names(), QStringLiteral("worker 1, worker 3, worker 4, first lock"));
        QCOMPARE(rig.arranged().by_hand, (HiddenRows{1, 1, 0}));
        QCOMPARE(hidden_text(rig.arranged().by_hand), QStringLiteral("1 lane, 1 object"));
        rig.arrangement = with_all_shown(rig.arrangement);
        QCOMPARE(rig.arranged().rows, rig.all);
    }

    /// Short lives that share a row are hidden one by one, so that one that comes later is shown.
    void aSharedRowHidesAllItsLanes() {
        TraceBuilder builder;
        const LaneId main = builder.lane("main", LaneKind::process);
        builder.begin(0, main).wake(0, main);
        for (std::int64_t i = 0; i < 5; ++i) {
            const LaneId lane = builder.lane("thread");
            builder.begin((10 + i) * ms, lane).wake((10 + i) * ms, lane).end((10 + i) * ms + 1'000, lane);
        }
        Rig rig(builder.build_closed(1'000 * ms));
        QCOMPARE(rig.names(), QStringLiteral("main, 5 × thread"));
        rig.hide("5 × thread");
        QCOMPARE(rig.names(), QStringLiteral("main"));
        QCOMPARE(rig.arranged().by_hand.lanes, std::size_t{5});
        rig.arrangement.hidden.erase(rig.arrangement.hidden.begin());
        QCOMPARE(rig.names(), QStringLiteral("main, 1 × thread"));
    }

    void rowsMoveUpAndDownByOne() {
        Rig rig = workers();
        rig.moveBy("worker 1", 1);
        QCOMPARE(rig.names(),
                 QStringLiteral("worker 2, worker 1, worker 3, worker 4, first lock, second lock"));
        rig.moveBy("worker 4", -1);
        rig.moveBy("worker 4", -1);
        QCOMPARE(rig.names(),
                 QStringLiteral("worker 2, worker 4, worker 1, worker 3, first lock, second lock"));
        const RowArrangement before = rig.arrangement;
        rig.moveBy("worker 2", -1);
        rig.moveBy("second lock", 1);
        QVERIFY2(rig.arrangement == before, "there is nothing above the first and below the last");
    }

    void aLockCanStandBesideItsWorkers() {
        Rig rig = workers();
        rig.move("first lock", "worker 2");
        QCOMPARE(rig.names(),
                 QStringLiteral("worker 1, first lock, worker 2, worker 3, worker 4, second lock"));
        rig.move("worker 1", "worker 3");
        QCOMPARE(rig.names(),
                 QStringLiteral("first lock, worker 2, worker 3, worker 1, worker 4, second lock"));
    }

    void aHiddenRowKeepsItsPlaceInTheOrder() {
        Rig rig = workers();
        rig.hide("worker 2");
        rig.move("worker 4", "worker 1");
        QCOMPARE(rig.names(), QStringLiteral("worker 4, worker 1, worker 3, first lock, second lock"));
        rig.arrangement = with_all_shown(rig.arrangement);
        QCOMPARE(rig.names(),
                 QStringLiteral("worker 4, worker 1, worker 2, worker 3, first lock, second lock"));
    }

    /// A lane that comes later stands where it would without the user's order.
    void aRowThatTheOrderDoesNotNameFollowsTheOneBefore() {
        Rig rig = workers();
        rig.move("worker 3", "worker 1");
        std::erase(rig.arrangement.order, RowKey{RowKey::Kind::lane, 3});
        QCOMPARE(rig.names(),
                 QStringLiteral("worker 3, worker 4, worker 1, worker 2, first lock, second lock"));
    }

    void pinnedRowsComeFirst() {
        Rig rig = workers();
        rig.pin("worker 3");
        rig.pin("second lock");
        QCOMPARE(rig.names(),
                 QStringLiteral("^worker 3, ^second lock, worker 1, worker 2, worker 4, first lock"));
        const RowArrangement before = rig.arrangement;
        rig.move("worker 1", "second lock");
        QVERIFY2(rig.arrangement == before, "a row that is not pinned does not go among those that are");
        rig.move("second lock", "worker 3");
        QCOMPARE(rig.names(),
                 QStringLiteral("^second lock, ^worker 3, worker 1, worker 2, worker 4, first lock"));
        rig.pin("worker 3");
        rig.pin("second lock");
        QVERIFY(rig.arrangement.pinned.empty());
    }

    void onlyLanesThatWaited() {
        Rig rig = workers();
        rig.arrangement.filter.waiting = true;
        QCOMPARE(rig.names(), QStringLiteral("worker 2, first lock, second lock"));
        QCOMPARE(rig.arranged().by_filter, (HiddenRows{3, 0, 0}));
        QCOMPARE(rig.arranged().by_hand.count(), std::size_t{0});
    }

    void onlyLanesThatUsedAnObject() {
        Rig rig = workers();
        rig.arrangement.filter.object = 1;
        QVERIFY2(rig.arranged().rows == rig.all,
                 "while they are not known, none is taken for one that did not");
        const std::vector<LaneId> users{0, 1};
        QCOMPARE(rig.names(&users), QStringLiteral("worker 1, worker 2, first lock, second lock"));
    }

    void onlyNamesWithAText() {
        Rig rig = workers();
        rig.arrangement.filter.text = "LOCK";
        QCOMPARE(rig.names(), QStringLiteral("first lock, second lock"));
        rig.arrangement.filter.text = "first";
        rig.arrangement.filter.waiting = true;
        QCOMPARE(rig.names(), QStringLiteral("first lock"));
    }

    void lanesOfAProcessStandBelowItsHeading() {
        const Rig rig = processes();
        QCOMPARE(rig.names(),
                 QStringLiteral("server, 3 lanes, >server, >accept, >log, client, 2 lanes, >send, "
                                ">client, alone, lock"));
        QVERIFY(rig.shown("server, 3 lanes").is_low);
        QVERIFY2(!rig.shown("server, 3 lanes").shows_lane(0), "the lane has a row of its own");
    }

    void oneProcessAloneHasNoHeading() {
        const Rig rig = workers();
        QCOMPARE(rig.names(),
                 QStringLiteral("worker 1, worker 2, worker 3, worker 4, first lock, second lock"));
    }

    void aCollapsedProcessStandsForItsLanes() {
        Rig rig = processes();
        rig.arrangement = with_process_toggled(rig.arrangement, *rig.trace, rig.shown("accept"));
        QCOMPARE(rig.names(),
                 QStringLiteral("server, 3 lanes, client, 2 lanes, >send, >client, alone, lock"));
        const TimelineRow row = rig.shown("server, 3 lanes");
        QVERIFY(row.shows_lane(0) && row.shows_lane(3) && row.shows_lane(5) && !row.shows_lane(1));
        QCOMPARE(rig.arranged().by_hand.count(), std::size_t{0}); // they are to be seen, in one row
        const QString words = to_line(moment_at({rig.trace.get(), rig.trace->time_end()}, row, 350));
        QVERIFY2(words.contains("2 running"), qPrintable(words));
        rig.arrangement = with_process_toggled(rig.arrangement, *rig.trace, row);
        QVERIFY(rig.arrangement.empty());
    }

    void aHeadingMovesWithItsLanes() {
        Rig rig = processes();
        rig.moveBy("client, 2 lanes", -1);
        QCOMPARE(rig.names(),
                 QStringLiteral("client, 2 lanes, >send, >client, server, 3 lanes, >server, >accept, "
                                ">log, alone, lock"));
        rig.moveBy("alone", -1);
        QCOMPARE(rig.names(),
                 QStringLiteral("client, 2 lanes, >send, >client, alone, server, 3 lanes, >server, "
                                ">accept, >log, lock"));
    }

    void aLaneStaysBelowItsHeading() {
        Rig rig = processes();
        rig.moveBy("log", -1);
        QCOMPARE(rig.names(),
                 QStringLiteral("server, 3 lanes, >server, >log, >accept, client, 2 lanes, >send, "
                                ">client, alone, lock"));
        const RowArrangement before = rig.arrangement;
        rig.moveBy("server", -1);
        rig.moveBy("accept", 1);
        rig.move("accept", "send");
        QVERIFY(rig.arrangement == before);
    }

    void aHeadingHidesAllItsLanes() {
        Rig rig = processes();
        rig.hide("server, 3 lanes");
        QCOMPARE(rig.names(), QStringLiteral("client, 2 lanes, >send, >client, alone, lock"));
        QCOMPARE(rig.arranged().by_hand, (HiddenRows{3, 0, 0}));
    }

    void pinnedRowsStayWhileOthersScroll() {
        Rig rig = workers();
        rig.pin("worker 3");
        const TimelineLayout::RowHeights heights{.least = 30, .most = 30};
        TimelineLayout layout({0, 0, 100, 100}, {100, 0, 500, 100}, rig.arranged().rows, heights);
        QCOMPARE(layout.pinned_count(), std::size_t{1});
        layout.scroll_to(60);
        QCOMPARE(layout.stripe(0).top(), 0.0);
        QVERIFY(!layout.is_visible(1)); // it is below the pinned one
        QVERIFY(layout.is_visible(0) && layout.is_visible(3));
        QCOMPARE(layout.row_at(5), std::size_t{0});
        for (double y = layout.pinned_bottom(); y < 100; ++y)
            QVERIFY(layout.row_at(y) != 1 && layout.row_at(y) != 0);
        layout.scroll_to(layout.most_scroll());
        QCOMPARE(layout.stripe(layout.row_count() - 1).bottom(), 100.0);
    }

    void pinnedRowsLeaveHalfOfTheRoom() {
        Rig rig = workers();
        for (const char* name : {"worker 1", "worker 2", "worker 3", "worker 4"})
            rig.pin(name);
        const TimelineLayout layout({0, 0, 100, 100}, {100, 0, 500, 100}, rig.arranged().rows,
                                    {.least = 24, .most = 24});
        QCOMPARE(layout.pinned_count(), std::size_t{2});
        QVERIFY(layout.pinned_bottom() <= 50);
    }
};

} // namespace test_arranged_rows

QTEST_MAIN(test_arranged_rows::TestArrangedRows)
#include "test_arranged_rows.moc"
