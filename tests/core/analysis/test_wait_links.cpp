// SPDX-License-Identifier: GPL-3.0-or-later
// What let a lane go on: the release that its wait ended with, as far as it is known.
#include "core/analysis/wait_links.h"
#include "tests/core/trace/trace_builder.h"

#include <QStringList>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_wait_links {

/// Returns "a 10 release > b 12 acquire" of each link.
QStringList links_of(const TraceBuilder& story) {
    const auto trace = story.build_closed(1000);
    const std::vector<std::size_t> lanes = trace->lanes_in_order_of_start();
    MergedRecords records(*trace, lanes);
    WaitLinks links(*trace);
    QStringList found;
    const auto told = [&](const WaitLink::Moment& moment) {
        return QString("%1 %2 %3")
            .arg(QString::fromStdString(trace->lane(moment.lane).name()))
            .arg(moment.time)
            .arg(name_of(moment.kind));
    };
    for (MergedRecord record; records.next(record);)
        if (const auto link = links.take(record))
            found << told(link->cause) + " > " + told(link->effect);
    return found;
}

class TestWaitLinks : public QObject {
    Q_OBJECT

private slots:
    void theLastReleaseEndsTheWait();
    void aReleaseBeforeTheWaitDoesNotCount();
    void aWaitThatWasGivenUpHasNoCause();
    void aLaneThatIsNamedIsBelievedMoreThanTheLastRelease();
    void whoHadToDropTheGilWaitsForTheNextToTakeIt();
    void whoSendsToAFullQueueWaitsForOneThatReceives();
    void whoOpensAStartGateWaitsForTheLastToCome();
    void aMessageLeadsFromItsSenderToItsReceiver();
    void whatALaneTookFromItselfIsNoLink();
    void lostRecordsEndWhatIsKnown();
};

void TestWaitLinks::theLastReleaseEndsTheWait() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId seats = story.object(ObjectKind::semaphore, "seats");
    const ObjectId other = story.object(ObjectKind::semaphore, "other");
    story.wait(10, a, seats).release(20, b, seats).release(30, c, seats).release(35, b, other);
    story.acquire(40, a, seats);
    QCOMPARE(links_of(story), (QStringList{"c 30 release > a 40 acquire"}));
}

void TestWaitLinks::aReleaseBeforeTheWaitDoesNotCount() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.release(5, b, lock).wait(10, a, lock).acquire(12, a, lock);
    QCOMPARE(links_of(story), QStringList());
}

void TestWaitLinks::aWaitThatWasGivenUpHasNoCause() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.wait(10, a, lock).release(15, b, lock).give_up(20, a, lock).acquire(25, a, lock);
    QCOMPARE(links_of(story), QStringList());
}

void TestWaitLinks::aLaneThatIsNamedIsBelievedMoreThanTheLastRelease() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId condition = story.object(ObjectKind::condition, "news");
    story.wait(10, a, condition).add(20, b, EventKind::notify, condition, 1, woken::lane_detail(a));
    story.add(25, c, EventKind::notify, condition, 0);
    story.give_up(30, a, condition, WaitOutcome::satisfied);
    QCOMPARE(links_of(story), (QStringList{"b 20 notify > a 30 wait_end"}));
}

void TestWaitLinks::whoHadToDropTheGilWaitsForTheNextToTakeIt() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId gil = story.object(ObjectKind::gil, "GIL");
    story.acquire(5, a, gil).wait(10, b, gil).release(20, a, gil, ReleaseReason::forced);
    story.add(21, a, EventKind::forced_wait_begin, gil).acquire(25, b, gil);
    story.add(30, a, EventKind::forced_wait_end);
    QCOMPARE(links_of(story),
             (QStringList{"a 20 release > b 25 acquire", "b 25 acquire > a 30 forced_wait_end"}));
}

void TestWaitLinks::whoSendsToAFullQueueWaitsForOneThatReceives() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    story.wait(10, a, queue).add(20, b, EventKind::receive, queue, 1).add(25, a, EventKind::send, queue, 2);
    QCOMPARE(links_of(story), (QStringList{"b 20 receive > a 25 send"}));
}

void TestWaitLinks::whoOpensAStartGateWaitsForTheLastToCome() {
    TraceBuilder story(false);
    const LaneId main = story.lane("main"), a = story.lane("a"), b = story.lane("b");
    const ObjectId gate = story.object(ObjectKind::start_gate, "gate");
    story.wait(10, main, gate).wait(15, a, gate).wait(20, b, gate);
    story.give_up(22, main, gate, WaitOutcome::satisfied).add(25, main, EventKind::notify, gate, 2);
    story.give_up(30, a, gate, WaitOutcome::satisfied).give_up(31, b, gate, WaitOutcome::satisfied);
    QCOMPARE(links_of(story),
             (QStringList{"b 20 wait_begin > main 22 wait_end", "main 25 notify > a 30 wait_end",
                          "main 25 notify > b 31 wait_end"}));
}

void TestWaitLinks::aMessageLeadsFromItsSenderToItsReceiver() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    const ObjectId other = story.object(ObjectKind::queue, "parcels");
    story.add(10, a, EventKind::send, queue, 1).add(11, a, EventKind::send, other, 1);
    story.add(12, a, EventKind::send, queue, 2).add(20, b, EventKind::receive, queue, 2);
    story.add(21, b, EventKind::receive, queue, 1).add(22, b, EventKind::receive, queue, 1);
    QCOMPARE(links_of(story), (QStringList{"a 12 send > b 20 receive", "a 10 send > b 21 receive"}));
}

void TestWaitLinks::whatALaneTookFromItselfIsNoLink() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    story.add(10, a, EventKind::send, queue, 1).add(20, a, EventKind::receive, queue, 1);
    QCOMPARE(links_of(story), QStringList());
}

void TestWaitLinks::lostRecordsEndWhatIsKnown() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.wait(10, a, lock).add(12, a, EventKind::records_lost, no_object, 4).release(15, b, lock);
    story.acquire(20, a, lock); // of another wait perhaps
    QCOMPARE(links_of(story), QStringList());
}

} // namespace test_wait_links

QTEST_GUILESS_MAIN(test_wait_links::TestWaitLinks)
#include "test_wait_links.moc"
