// SPDX-License-Identifier: GPL-3.0-or-later
// The index of wait links: what is found by lane and time, also while the run grows.
#include "core/analysis/wait_link_index.h"
#include "tests/core/trace/trace_builder.h"

#include <QStringList>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_wait_link_index {

/// Returns the times of causes and effects of what is visited: "10>12".
QStringList links_in(const WaitLinkIndex& index, LaneId lane, std::int64_t from, std::int64_t until) {
    QStringList found;
    index.for_each_in(lane, from, until, [&](const IndexedLink& link) {
        found << QString("%1>%2").arg(link.cause_time).arg(link.effect_time);
        return true;
    });
    return found;
}

/// Lane a waits `rounds` times for a lock, from 100 i + 10 to 100 i + 40, and b lets it go at 100 i + 30.
TraceBuilder hand_overs(int rounds) {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    for (int i = 0; i < rounds; ++i) {
        const std::int64_t begin = 100 * i;
        story.acquire(begin + 5, b, lock).wait(begin + 10, a, lock).release(begin + 30, b, lock);
        story.acquire(begin + 40, a, lock).release(begin + 50, a, lock);
    }
    return story;
}

class TestWaitLinkIndex : public QObject {
    Q_OBJECT

private slots:
    void whatBeginsOrEndsInAStretchIsFound() {
        const auto trace = hand_overs(1'000).build_closed(200'000);
        WaitLinkIndex index(*trace);
        index.extend(true);
        QCOMPARE(index.size(), std::size_t{1'000});
        QCOMPARE(links_in(index, 0, 230, 345), (QStringList{"230>240", "330>340"}));
        QCOMPARE(links_in(index, 0, 235, 250), QStringList{"230>240"}); // it ends there
        QCOMPARE(links_in(index, 0, 225, 235), QStringList{"230>240"}); // it begins there
        QCOMPARE(links_in(index, 0, 241, 329), QStringList());
        QCOMPARE(links_in(index, 1, 0, 200'000), QStringList());
    }

    void aLinkThatEndsLongAfterTheStretchIsFound() {
        TraceBuilder story = hand_overs(1'000);
        const ObjectId queue = story.object(ObjectKind::queue, "letters");
        story.add(77, 1, EventKind::send, queue, 1).add(99'999, 0, EventKind::receive, queue, 1);
        const auto trace = story.build_closed(200'000);
        WaitLinkIndex index(*trace);
        index.extend(true);
        QCOMPARE(links_in(index, 0, 70, 80), QStringList{"77>99999"});
    }

    void aLinkSaysWhetherTheLaneWaitedForIt() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b");
        const ObjectId queue = story.object(ObjectKind::queue, "letters");
        story.add(10, a, EventKind::send, queue, 1).add(20, b, EventKind::receive, queue, 1);
        story.wait(30, b, queue)
            .add(40, a, EventKind::send, queue, 2)
            .add(50, b, EventKind::receive, queue, 2);
        const auto trace = story.build_closed(100);
        WaitLinkIndex index(*trace);
        index.extend(true);
        const auto& links = index.into(b);
        QCOMPARE(links.size(), std::size_t{2});
        QVERIFY(!links[0].is_binding());
        QVERIFY(links[1].is_binding());
        QCOMPARE(links[1].since, std::int64_t{30});
        QVERIFY(links[1].has(IndexedLink::is_named));
    }

    void whatComesLaterIsTakenInAsIfItHadBeenThere() {
        const TraceBuilder story = hand_overs(1'000);
        const auto whole = story.build_closed(200'000);
        WaitLinkIndex expected(*whole);
        expected.extend(true);

        Trace growing(false);
        story.introduce(growing);
        const std::vector<TimedRecord> records = story.sorted();
        WaitLinkIndex index(growing);
        std::size_t done = 0;
        for (const std::size_t until : {std::size_t{7}, std::size_t{8}, std::size_t{2'222}, records.size()}) {
            growing.records(std::span(records).subspan(done, until - done));
            done = until;
            growing.time_reached(records[until - 1].time);
            index.extend(done == records.size());
        }
        QCOMPARE(links_in(index, 0, 0, 200'000), links_in(expected, 0, 0, 200'000));
    }

    void aSearchThatWasStoppedGoesOnWhereItStopped() {
        const auto trace = hand_overs(40'000).build_closed(5'000'000);
        WaitLinkIndex index(*trace);
        int looks = 0;
        while (index.end() < trace->time_end() && ++looks < 100)
            index.extend(true, [](double) { return false; });
        QVERIFY(looks > 1);
        QCOMPARE(index.size(), std::size_t{40'000});
    }
};

} // namespace test_wait_link_index

QTEST_GUILESS_MAIN(test_wait_link_index::TestWaitLinkIndex)
#include "test_wait_link_index.moc"
