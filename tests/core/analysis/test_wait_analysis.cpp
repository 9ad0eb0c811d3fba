// SPDX-License-Identifier: GPL-3.0-or-later
// Whom lanes waited for, how long and at which lines, with values computed by hand.
#include "core/analysis/wait_analysis.h"
#include "core/event/acquire_detail.h"
#include "tests/core/trace/trace_builder.h"

#include <QStringList>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_wait_analysis {

struct Story : TraceBuilder {
    Story() : TraceBuilder(false) { file("page.cpp"); }

    Story& wait_at(std::int64_t time, LaneId lane, ObjectId object, std::uint32_t line,
                   std::uint16_t detail = 0) {
        add(time, lane, EventKind::wait_begin, object, 0, detail, make_site(1, line));
        return *this;
    }
    Story& acquire_at(std::int64_t time, LaneId lane, ObjectId object, std::uint32_t line) {
        add(time, lane, EventKind::acquire, object, 0, 0, make_site(1, line));
        return *this;
    }
    Story& at(std::int64_t time, LaneId lane, EventKind kind, ObjectId object, std::uint32_t line,
              std::uint64_t value = 0) {
        add(time, lane, kind, object, value, 0, make_site(1, line));
        return *this;
    }
    Story& release(std::int64_t time, LaneId lane, ObjectId object) {
        TraceBuilder::release(time, lane, object);
        return *this;
    }
    Story& set_value(std::int64_t time, LaneId lane, ObjectId object, std::uint64_t value) {
        TraceBuilder::set_value(time, lane, object, value);
        return *this;
    }
    Story& satisfied(std::int64_t time, LaneId lane, ObjectId object) {
        give_up(time, lane, object, WaitOutcome::satisfied);
        return *this;
    }
};

/// Returns "a:10 for b:20 30 ns in 1, longest 30 of 5-35" of each, the longest time first.
QStringList blames_of(const Trace& trace, const ObjectWaits& waits) {
    const auto place = [&](LaneId lane, SiteId site) {
        return QString("%1:%2").arg(QString::fromStdString(trace.lane(lane).name())).arg(site_line(site));
    };
    QStringList lines;
    for (const Blame& blame : waits.blames)
        lines << QString("%1 for %2 %3 ns in %4, longest %5 of %6-%7")
                     .arg(place(blame.waiter, blame.waiter_site), blame.kind == BlameKind::lane
                                                                      ? place(blame.blamed, blame.blamed_site)
                                                                      : QString(name_of(blame.kind)))
                     .arg(blame.waited)
                     .arg(blame.waits)
                     .arg(blame.longest)
                     .arg(blame.longest_begin)
                     .arg(blame.longest_end);
    return lines;
}

struct Told {
    std::unique_ptr<Trace> trace;
    ObjectWaits waits;
    QStringList blames;
};

/// Returns what is told of the story's first object in [from, until) of a run that goes on.
Told tell(const Story& story, std::int64_t from, std::int64_t until) {
    Told told{.trace = story.build(1000), .waits = {}, .blames = {}};
    for (const ObjectWaits& waits : object_waits(*told.trace, from, until))
        if (waits.object == 1)
            told.waits = waits;
    told.blames = blames_of(*told.trace, told.waits);
    return told;
}

class TestWaitAnalysis : public QObject {
    Q_OBJECT

private slots:
    void eachPartOfAWaitIsPutDownToWhoHeldTheLockThen();
    void waitsOfOnePairOfLinesAreAddedUp();
    void aWaitThatGoesOnCountsUpToTheEnd();
    void onlyWhatLiesInTheStretchCounts();
    void severalReadersShareAWait();
    void readersAndWritersWaitApart();
    void readersAndWritersTakeItApart();
    void aLockOfAnOlderProgramDoesNotTellReaders();
    void aSemaphoreHasPermits();
    void theLastToArriveAtABarrierIsToBlame();
    void aSemaphoreIsPutDownToWhoReleasedIt();
    void aConditionIsPutDownToWhoNotified();
    void whoIsJoinedIsToBlameBeforeItEnds();
    void littlesLawHoldsOfAQueue();
    void aMessageToOneselfHasAResidenceToo();
    void lostRecordsMakeTheHolderUnknown();
    void aFailedTryIsNoWait();
    void aGrowingRunTellsTheSameAsAWholeOne();
};

void TestWaitAnalysis::eachPartOfAWaitIsPutDownToWhoHeldTheLockThen() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.acquire_at(0, b, lock, 20).wait_at(10, a, lock, 10).release(40, b, lock);
    story.acquire_at(45, c, lock, 30).release(50, c, lock);
    story.acquire_at(52, a, lock, 10).release(60, a, lock);
    const Told told = tell(story, 0, 1000);
    QCOMPARE(told.blames, (QStringList{"a:10 for b:20 30 ns in 1, longest 30 of 10-52",
                                       "a:10 for handed over 7 ns in 1, longest 7 of 10-52",
                                       "a:10 for c:30 5 ns in 1, longest 5 of 10-52"}));
    QCOMPARE(told.waits.waits.count(), 1U);
    QCOMPARE(told.waits.waits.worst(), 42);
    QCOMPARE(told.waits.holds.count(), 3U);
    QCOMPARE(told.waits.holds.percentile(0.5), 8);
    QCOMPARE(told.waits.holds.worst(), 40);
    // The parts are all of the wait, and the five parts of the lock say the same.
    QCOMPARE(told.trace->object(0).times_between(0, 1000).waited, 42);
}

void TestWaitAnalysis::waitsOfOnePairOfLinesAreAddedUp() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    for (const std::int64_t time : {0, 100, 300}) {
        const std::int64_t held = time == 100 ? 50 : 20;
        story.acquire_at(time, b, lock, 20).wait_at(time + 5, a, lock, 10);
        story.release(time + held, b, lock);
        story.acquire_at(time + held, a, lock, 10).release(time + held + 1, a, lock);
    }
    QCOMPARE(tell(story, 0, 1000).blames, QStringList{"a:10 for b:20 75 ns in 3, longest 45 of 105-150"});
}

void TestWaitAnalysis::aWaitThatGoesOnCountsUpToTheEnd() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.acquire_at(0, b, lock, 20).wait_at(100, a, lock, 10);
    const Told told = tell(story, 0, 1000);
    QCOMPARE(told.blames, QStringList{"a:10 for b:20 900 ns in 1, longest 900 of 100-1000"});
    QCOMPARE(told.waits.going_on, 1U);
    QCOMPARE(told.waits.holds.worst(), 1000);
}

void TestWaitAnalysis::onlyWhatLiesInTheStretchCounts() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.acquire_at(0, b, lock, 20).wait_at(10, a, lock, 10).release(90, b, lock);
    story.acquire_at(95, a, lock, 10).release(99, a, lock);
    Told told = tell(story, 30, 60);
    QCOMPARE(told.blames, QStringList{"a:10 for b:20 30 ns in 1, longest 30 of 10-60"});
    QCOMPARE(told.waits.holds.worst(), 30);
    told = tell(story, 92, 1000);
    QCOMPARE(told.blames, QStringList{"a:10 for handed over 3 ns in 1, longest 3 of 10-95"});
    QCOMPARE(told.waits.holds.count(), 1U);
    QCOMPARE(tell(story, 97, 1000).blames, QStringList());
}

void TestWaitAnalysis::severalReadersShareAWait() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::shared_mutex, "lock");
    story.acquire_at(0, b, lock, 20).acquire_at(5, c, lock, 30).wait_at(10, a, lock, 10);
    story.release(31, b, lock).release(41, c, lock).acquire_at(41, a, lock, 10);
    // 21 ns of both, of which the one that came first gets the odd one, and 10 ns of c alone.
    QCOMPARE(tell(story, 0, 1000).blames, (QStringList{"a:10 for c:30 20 ns in 1, longest 20 of 10-41",
                                                       "a:10 for b:20 11 ns in 1, longest 11 of 10-41"}));
}

void TestWaitAnalysis::readersAndWritersWaitApart() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::shared_mutex, "lock");
    story.acquire_at(0, b, lock, 20).wait_at(10, a, lock, 10, to_detail(WaitDetail::shared));
    story.wait_at(20, c, lock, 30).release(40, b, lock).acquire_at(40, a, lock, 10);
    story.release(50, a, lock).acquire_at(50, c, lock, 30);
    const Told told = tell(story, 0, 1000);
    QCOMPARE(told.waits.reader_waits.count(), 1U);
    QCOMPARE(told.waits.reader_waits.worst(), 30);
    QCOMPARE(told.waits.waits.count(), 1U);
    QCOMPARE(told.waits.waits.worst(), 30);
}

void TestWaitAnalysis::readersAndWritersTakeItApart() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::shared_mutex, "lock");
    const auto take = [&](std::int64_t time, LaneId lane, AcquireDetail role) {
        story.add(time, lane, EventKind::acquire, lock, 0, to_detail(role));
    };
    take(0, a, AcquireDetail::as_reader);
    take(10, b, AcquireDetail::as_reader);
    story.wait_at(20, c, lock, 30).release(30, a, lock).release(40, b, lock);
    take(42, c, AcquireDetail::as_writer);
    story.wait_at(44, a, lock, 10, to_detail(WaitDetail::shared)).release(50, c, lock);
    take(50, a, AcquireDetail::as_reader);
    story.wait_at(52, c, lock, 30).release(60, a, lock);
    take(60, b, AcquireDetail::as_writer | AcquireDetail::tried);
    story.release(65, b, lock);
    const ObjectWaits whole = tell(story, 0, 100).waits;
    QCOMPARE(whole.reads, 3U);
    QCOMPARE(whole.writes, 2U);
    QCOMPARE(whole.untold_roles, 0U);
    QCOMPARE(whole.most_readers, 2);
    QCOMPARE(whole.behind_readers, 20 + 8); // of c's waits from 20 to 42 and from 52 on
    const ObjectWaits part = tell(story, 35, 55).waits;
    QCOMPARE(part.reads, 1U);
    QCOMPARE(part.writes, 1U);
    QCOMPARE(part.most_readers, 1);
    QCOMPARE(part.behind_readers, 5 + 3);
}

void TestWaitAnalysis::aLockOfAnOlderProgramDoesNotTellReaders() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::shared_mutex, "lock");
    story.acquire_at(0, b, lock, 20).wait_at(10, a, lock, 10, to_detail(WaitDetail::shared));
    story.release(40, b, lock).acquire_at(40, a, lock, 10);
    const ObjectWaits waits = tell(story, 0, 100).waits;
    QCOMPARE(waits.untold_roles, 1U);
    QCOMPARE(waits.reads, 1U); // who waited said so
}

void TestWaitAnalysis::aSemaphoreHasPermits() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId seats = story.object(ObjectKind::semaphore, "seats");
    const auto take = [&](std::int64_t time, LaneId lane, std::uint64_t left) {
        story.acquire_at(time, lane, seats, 20).set_value(time, lane, seats, left);
    };
    const auto give = [&](std::int64_t time, LaneId lane, std::uint64_t left) {
        story.release(time, lane, seats).set_value(time, lane, seats, left);
    };
    story.set_value(0, a, seats, 3);
    take(10, a, 2);
    take(20, b, 1);
    give(30, a, 2);
    give(40, b, 3);
    give(50, b, 4); // once too often
    const ObjectWaits whole = tell(story, 0, 100).waits;
    QCOMPARE(whole.permits, std::optional<std::int64_t>(3));
    QCOMPARE(whole.most_taken, 2);
    QCOMPARE(whole.least_length, 1);
    QCOMPARE(whole.most_length, 4);
    const ObjectWaits part = tell(story, 32, 45).waits;
    QCOMPARE(part.permits, std::optional<std::int64_t>(3));
    QCOMPARE(part.most_taken, 1);
    QCOMPARE(part.least_length, 2);
    QCOMPARE(part.most_length, 3);
}

void TestWaitAnalysis::theLastToArriveAtABarrierIsToBlame() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId barrier = story.object(ObjectKind::barrier, "round");
    story.wait_at(10, a, barrier, 5).wait_at(20, b, barrier, 5);
    story.at(50, c, EventKind::notify, barrier, 5, 2).satisfied(51, a, barrier).satisfied(53, b, barrier);
    story.wait_at(60, c, barrier, 5).at(70, a, EventKind::notify, barrier, 5, 1);
    story.satisfied(70, c, barrier);
    const Told told = tell(story, 0, 1000);
    QCOMPARE(told.blames, (QStringList{"a:5 for c:5 41 ns in 1, longest 41 of 10-51",
                                       "b:5 for c:5 33 ns in 1, longest 33 of 20-53",
                                       "c:5 for a:5 10 ns in 1, longest 10 of 60-70"}));
    QCOMPARE(told.waits.notifications, 2U);
    QCOMPARE(told.waits.last_arrivals, (std::map<LaneId, std::uint64_t>{{a, 1}, {c, 1}}));
    QCOMPARE(told.waits.gatherings.percentile(0.5), 10);
    QCOMPARE(told.waits.gatherings.worst(), 40);
}

void TestWaitAnalysis::aSemaphoreIsPutDownToWhoReleasedIt() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId seats = story.object(ObjectKind::semaphore, "seats");
    story.set_value(0, b, seats, 1).acquire_at(100, b, seats, 20).set_value(100, b, seats, 0);
    story.wait_at(110, a, seats, 10).at(150, b, EventKind::release, seats, 25).acquire_at(155, a, seats, 10);
    const Told told = tell(story, 0, 200);
    QCOMPARE(told.blames, QStringList{"a:10 for b:25 45 ns in 1, longest 45 of 110-155"});
    QCOMPARE(told.waits.mean_length, std::optional(0.5));
    QVERIFY(told.waits.holds.empty());
}

void TestWaitAnalysis::aConditionIsPutDownToWhoNotified() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId news = story.object(ObjectKind::condition, "news");
    story.at(5, b, EventKind::notify, news, 20, 0);
    story.wait_at(10, a, news, 10).at(40, b, EventKind::notify, news, 21, 1).satisfied(42, a, news);
    story.wait_at(50, a, news, 10, wait_is_timed).give_up(80, a, news);
    const Told told = tell(story, 0, 1000);
    QCOMPARE(told.blames, (QStringList{"a:10 for b:21 32 ns in 1, longest 32 of 10-42",
                                       "a:10 for not ended 30 ns in 1, longest 30 of 50-80"}));
    QCOMPARE(told.waits.notifications, 2U);
    QCOMPARE(told.waits.notified_nobody, 1U);
    QCOMPARE(told.waits.timed_out, 1U);
}

void TestWaitAnalysis::whoIsJoinedIsToBlameBeforeItEnds() {
    Story story;
    const ObjectId worker = story.object(ObjectKind::worker, "b");
    const LaneId a = story.lane("a");
    story.lane("b", LaneKind::thread, worker);
    story.wait_at(10, a, worker, 10);
    QCOMPARE(tell(story, 0, 60).blames, QStringList{"a:10 for b:0 50 ns in 1, longest 50 of 10-60"});
}

void TestWaitAnalysis::littlesLawHoldsOfAQueue() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    story.set_value(0, a, queue, 0);
    story.add(10, a, EventKind::send, queue, 1).set_value(10, a, queue, 1);
    story.add(20, a, EventKind::send, queue, 2).set_value(20, a, queue, 2);
    story.add(50, b, EventKind::receive, queue, 1).set_value(50, b, queue, 1);
    story.add(90, b, EventKind::receive, queue, 2).set_value(90, b, queue, 0);
    const ObjectWaits waits = tell(story, 0, 100).waits;
    QCOMPARE(waits.sent, 2U);
    QCOMPARE(waits.received, 2U);
    QCOMPARE(waits.residences.mean(), 55.0); // 40 and 70 ns
    QCOMPARE(waits.most_length, 2);
    QCOMPARE(*waits.mean_length, 1.1); // (1 × 10 + 2 × 30 + 1 × 40) ÷ 100
    const double rate = static_cast<double>(waits.received) / 100;
    QCOMPARE(rate * waits.residences.mean(), *waits.mean_length);
    const ObjectWaits part = tell(story, 30, 100).waits;
    QCOMPARE(part.length_known_ns, 70);
    QCOMPARE(part.most_length, 2); // as it was at its begin
    QCOMPARE(part.least_length, 0);
}

void TestWaitAnalysis::aMessageToOneselfHasAResidenceToo() {
    Story story;
    const LaneId a = story.lane("a");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    story.add(10, a, EventKind::send, queue, 1).add(40, a, EventKind::receive, queue, 1);
    QCOMPARE(tell(story, 0, 100).waits.residences.worst(), 30);
}

void TestWaitAnalysis::lostRecordsMakeTheHolderUnknown() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.acquire_at(0, b, lock, 20).wait_at(10, a, lock, 10).wait_at(12, c, lock, 30);
    story.add(30, b, EventKind::records_lost, no_object, 4).add(35, c, EventKind::records_lost, no_object, 1);
    story.acquire_at(50, a, lock, 10);
    QCOMPARE(tell(story, 0, 1000).blames, (QStringList{"a:10 for b:20 20 ns in 1, longest 20 of 10-50",
                                                       "a:10 for unknown 20 ns in 1, longest 20 of 10-50",
                                                       "c:30 for b:20 18 ns in 1, longest 18 of 12-35",
                                                       "c:30 for unknown 5 ns in 1, longest 5 of 12-35"}));
}

void TestWaitAnalysis::aFailedTryIsNoWait() {
    Story story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.acquire_at(0, b, lock, 20).wait_at(10, a, lock, 10).give_up(11, a, lock, WaitOutcome::failed);
    const Told told = tell(story, 0, 1000);
    QVERIFY(told.waits.waits.empty());
    QCOMPARE(told.waits.given_up, 1U);
    QCOMPARE(told.blames, QStringList());
}

void TestWaitAnalysis::aGrowingRunTellsTheSameAsAWholeOne() {
    const auto trace = busy_trace(5, 3'000);
    const std::int64_t end = trace->time_end();
    const auto whole = object_waits(*trace, 0, end);
    const std::vector<std::size_t> lanes = trace->lanes_in_order_of_start();
    WaitAnalysis growing(*trace);
    for (std::int64_t from = 0; from < end; from += end / 7 + 1) {
        const std::int64_t until = std::min(end, from + end / 7 + 1);
        MergedRecords records(*trace, lanes, {.from = from, .until = until, .with_switches = false});
        for (MergedRecord record; records.next(record);)
            growing.take(record);
        growing.result(until);
    }
    const auto grown = growing.result(end);
    QCOMPARE(grown.size(), 1U);
    QCOMPARE(grown.front().blames, whole.front().blames);
    QCOMPARE(grown.front().waits.total(), whole.front().waits.total());
    // What is put down to somebody is all that was waited.
    std::int64_t sum = 0;
    for (const Blame& blame : whole.front().blames)
        sum += blame.waited;
    QCOMPARE(sum, trace->object(0).times_between(0, end).waited);
}

} // namespace test_wait_analysis

QTEST_GUILESS_MAIN(test_wait_analysis::TestWaitAnalysis)
#include "test_wait_analysis.moc"
