// SPDX-License-Identifier: GPL-3.0-or-later
// What a lesson says one should look for is found at its places in a run, and nothing that is not there.
#include "core/course/run_looker.h"
#include "core/event/error.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_run_looker {

/// Two workers that lose an update of a counter, the second while it waits for a lock that the first holds.
struct Story {
    TraceBuilder builder;
    LaneId first = builder.lane("worker 1");
    LaneId second = builder.lane("worker 2");
    ObjectId counter = builder.object(ObjectKind::variable, "counter");
    ObjectId lock = builder.object(ObjectKind::mutex, "the lock");
    ObjectId unused = builder.object(ObjectKind::mutex, "spare");
    RunInfo info;
    std::unique_ptr<Trace> trace;

    Story() {
        builder.begin(0, first).begin(0, second);
        builder.add(10, first, EventKind::read, counter, 41).add(20, second, EventKind::read, counter, 41);
        builder.add(30, first, EventKind::write, counter, 42).add(40, second, EventKind::write, counter, 42);
        builder.acquire(50, first, lock).wait(60, second, lock).block(61, second).release(80, first, lock);
        builder.wake(88, second).acquire(90, second, lock).release(95, second, lock);
        trace = builder.build_closed(100);
        info.outcome["actual"] = 42;
    }

    std::vector<LookPlace> find(const char* text) const {
        return RunLooker(*trace, info).find(parse_look_for(text));
    }
    bool is_seen(const char* text) const { return RunLooker(*trace, info).is_seen(parse_look_for(text)); }
};

class TestRunLooker : public QObject {
    Q_OBJECT

private slots:
    void statesAndEventsAreFoundOnTheirLanes() {
        const Story story;
        const auto waits = story.find("state \"waiting: lock\" for \"the lock\" on \"worker *\"");
        QCOMPARE(waits.size(), std::size_t{1});
        QCOMPARE(waits[0].lane, story.second);
        QCOMPARE(waits[0].object, story.lock);
        QCOMPARE(waits[0].begin, std::int64_t{61}); // until then it ran on in its wait
        QCOMPARE(waits[0].end, std::int64_t{80});   // woken, it is ready
        const auto reads = story.find("event read of counter value 41");
        QCOMPARE(reads.size(), std::size_t{2});
        QCOMPARE(reads[1].begin, std::int64_t{20});
        QVERIFY(story.find("event read of counter value 40").empty());
    }

    void objectsAreFoundWithWhoHeldThem() {
        const Story story;
        QCOMPARE(story.find("held \"the lock\"").size(), std::size_t{2});
        const auto wanted = story.find("wanted \"the lock\"");
        QCOMPARE(wanted.size(), std::size_t{1});
        QCOMPARE(wanted[0].lane, story.first);
        QCOMPARE(wanted[0].begin, std::int64_t{60});
        QCOMPARE(story.find("handed-over \"the lock\"").at(0).begin, std::int64_t{80});
        QCOMPARE(story.find("row spare").size(), std::size_t{1}); // which nobody uses
        QVERIFY(story.find("held spare").empty());
    }

    void aLostUpdateIsThereFromItsReadToItsWrite() {
        const Story story;
        const auto lost = story.find("lost-update counter");
        QCOMPARE(lost.size(), std::size_t{1});
        QCOMPARE(lost[0].lane, story.second);
        QCOMPARE(lost[0].begin, std::int64_t{20});
        QCOMPARE(lost[0].end, std::int64_t{40});
    }

    void entriesOfTheOutcomeAreNoPlacesInTime() {
        const Story story;
        const auto found = story.find("outcome act*");
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found[0].on == LookPlace::On::outcome);
        QCOMPARE(found[0].name, std::string("actual"));
    }

    void howOftenDecidesWhetherItIsSeen() {
        const Story story;
        QVERIFY(story.is_seen("event read of counter times 2"));
        QVERIFY(!story.is_seen("event read of counter times 3"));
        QVERIFY(!story.is_seen("no event read of counter"));
        QVERIFY(story.is_seen("no event read of counter on \"worker 1\" value 7"));
        QVERIFY(!story.is_seen("together \"waiting: lock\"")); // two at once are meant
    }

    void whatIsNotUnderstoodIsRefused() {
        const Story story;
        for (const char* text :
             {"lain main", "lane main", "no lane main", "state reddy", "outcome x on main", "event wright",
              "no work x", "no row x", "deadlock many", "value 1 on main", "value 1", "event read times few"})
            QVERIFY_EXCEPTION_THROWN((void)story.is_seen(text), UsageError);
    }
};

} // namespace test_run_looker

QTEST_GUILESS_MAIN(test_run_looker::TestRunLooker)
#include "test_run_looker.moc"
